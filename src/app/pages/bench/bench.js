// The bench without the browser's part: what a link or a form of it would load is fetched, and its answer exchanged
// where it stands. What this does not do works as without scripts. Follows what others change (`live.js`).
const page = document.documentElement;
const restsFor = 120;
const followed = /^(stock|part|catalog)$/;
const isPassing = (name) => name.startsWith("__") || name.startsWith("was.");

const answer = () => document.querySelector("[data-answer]");
const seenIn = (part) => Number(part.querySelector("[data-seen]")?.dataset.seen ?? 0);
const search = () => document.querySelector("[data-search]");
let seen = Number(page.dataset.event);
let told = 0;
let resting, asking;
let isBooking = false;
// A search that is typed while something is booked comes after it.
let booking = Promise.resolve();

// How the answer comes into the history: as a step of its own, in place of the last, or not at all. What nobody asked
// for fails quietly: the next change, or whatever is done next, brings it.
async function show(address, { step = "replaceState", body, isQuiet = false } = {}) {
  stopWaiting();
  asking?.abort();
  const { signal } = asking = new AbortController();
  let isTaken = false;
  answer().ariaBusy = "true";
  if (!isQuiet) say("");
  try {
    await booking;
    if (signal.aborted) return;
    const fetched = ask(address, body, signal);
    if (body) booking = fetched.catch(() => {});
    const { url, html } = await fetched;
    if (signal.aborted) return;
    take(url, html, step);
    isTaken = true;
  } catch (error) {
    if (!signal.aborted && !isQuiet) say(error.told ?? document.querySelector("[data-problem]").dataset.problem);
  } finally {
    if (!signal.aborted) {
      asking = undefined;
      answer().ariaBusy = null;
    }
  }
  if (isTaken) follow();
}

// What is booked is not broken off: only its answer is no longer awaited.
async function ask(address, body, signal) {
  const answered = await fetch(address, {
    headers: { accept: "text/html" },
    ...body ? { method: "POST", body } : { signal },
  });
  const html = await answered.text();
  if (!/^text\/html/.test(answered.headers.get("content-type"))) throw { told: html };
  return { url: new URL(answered.url), html };
}

function take(url, html, step) {
  const fetched = new DOMParser().parseFromString(html, "text/html");
  const [before, after] = [answer(), fetched.querySelector("[data-answer]")];
  if (!after) return location.assign(url);
  seen = Math.max(seen, seenIn(after));
  say("");
  for (const name of [...url.searchParams.keys()]) if (isPassing(name)) url.searchParams.delete(name);
  if (step) history[step](null, "", url);
  document.title = fetched.title;
  const field = search();
  if (field !== document.activeElement) field.value = fetched.querySelector("[data-search]").value;
  if (isSame(before, after)) return;
  const hadFocus = before.contains(document.activeElement);
  before.replaceWith(document.adoptNode(after));
  const asked = after.querySelector("[autofocus]");
  if (asked) { asked.focus(); asked.select(); }
  else if (hadFocus) after.focus({ preventScroll: true });
  // What a link further down led to stands at the top.
  if (step === "pushState") scrollTo(0, 0);
}

// Each answer has a key of its own for what is booked from it.
function isSame(before, after) {
  const text = (part) => part.innerHTML.replace(/name="key" value="[^"]*"|data-seen="\d+"/g, "");
  return text(before) === text(after);
}

function say(what) {
  const problem = document.querySelector("[data-problem]");
  if (problem.textContent !== what) problem.textContent = what;
}

// What changed since the page was read; not where somebody answers a form or types, whose end fetches all anew.
function follow() {
  const isAnswering = resting || asking || answer().querySelector("input:not([type=hidden])");
  if (told <= seen || isAnswering) return;
  // Asked for once, whatever comes of it.
  seen = told;
  show(location.href, { step: null, isQuiet: true });
}

addEventListener("ctb:quiet-changes", ({ detail }) => {
  for (const line of detail.split("\n")) {
    const [id, kind] = line.split(" ");
    if (followed.test(kind)) told = Math.max(told, Number(id));
  }
  follow();
});

function stopWaiting() {
  clearTimeout(resting);
  resting = undefined;
}

addEventListener("input", ({ target }) => {
  if (target !== search()) return;
  stopWaiting();
  resting = setTimeout(find, restsFor);
});

function find() {
  stopWaiting();
  const words = search().value;
  const isSought = words === (new URLSearchParams(location.search).get("q") ?? "");
  if (isSought) follow();
  else show(words ? `/bench?${new URLSearchParams({ q: words })}` : "/bench");
}

addEventListener("submit", (event) => {
  const { target, submitter } = event;
  if (target.matches("[action='/theme']")) target.elements.back.value = location.pathname + location.search;
  if (target.matches("[role=search]")) {
    event.preventDefault();
    find();
  }
  if (!target.matches("[data-answer] form")) return;
  event.preventDefault();
  if (isBooking) return;
  isBooking = true;
  submitter?.setAttribute("aria-busy", "true");
  show(target.action, { body: new URLSearchParams(new FormData(target)) }).finally(() => {
    isBooking = false;
    submitter?.removeAttribute("aria-busy");
  });
});

// The window of the keys.
const keys = () => document.getElementById("keys");
addEventListener("click", (event) => {
  const { target } = event;
  if (target.closest("a[href='#keys']")) keys().showModal();
  else if (target.closest("#keys a[href='#']")) keys().close();
  else return;
  event.preventDefault();
});

addEventListener("click", (event) => {
  const link = event.target.closest("[data-answer] a[href]");
  const isPlain = event.button === 0 && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!link || !isPlain || link.pathname !== location.pathname) return;
  event.preventDefault();
  show(link.href, { step: link.href === location.href ? "replaceState" : "pushState" });
});

addEventListener("popstate", () => show(location.href, { step: null }));

addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const isTyping = target.matches("input, textarea, select");
  if (key === "Escape" && isTyping) target.blur();
  else if (key === "/" && !isTyping) search().focus();
  else if (key === "?" && !isTyping) keys().showModal();
  else return;
  event.preventDefault();
});

addEventListener("DOMContentLoaded", () => {
  seen = Math.max(seen, seenIn(answer()));
  page.dataset.live = "";
});
