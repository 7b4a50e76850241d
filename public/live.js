// What others change, told to this page as the event "ctb:changes" on the window; its detail is text, a line for
// each with id, kind, subject, edit and by. One tab of a browser holds the stream and passes
// on what it hears, since a browser keeps few connections to a host; where there are no locks (plain HTTP
// in a local network) each tab that is seen has a stream of its own.
const collectFor = 120;
const comeBackAfter = 5000;
const lookAgainAfter = 500;
const kept = 300;

const tabs = "BroadcastChannel" in self ? new BroadcastChannel("ctb-live") : null;
let last = Number(document.documentElement.dataset.event ?? 0);
let heard = [];
let waiting = [];
let leads = false;

// Beside it goes "ctb:quiet-changes", which waits while somebody types into the page's own fields or has opened
// a form: a page that would be drawn anew by it loses nothing then. A page that has fetched what changed asks
// once more before it draws ("ctb:drawing"): fetching takes a while.
const typed = new Map();
const opened = new Set();
let held = [];
let again;

const isTyped = (field) =>
  field.matches("main :is(input, textarea, select):not([type=search], [type=hidden])");
const content = (field) => (/checkbox|radio/.test(field.type) ? field.checked : field.value);

function beginTyping({ target }) {
  if (isTyped(target) && !typed.has(target)) typed.set(target, content(target));
}

// A field that the page itself gave the focus is not typed into before somebody does.
addEventListener("focusin", (event) => { if (!event.target.autofocus) beginTyping(event); });
addEventListener("pointerdown", beginTyping);
addEventListener("beforeinput", beginTyping);
addEventListener("submit", () => typed.clear());
addEventListener("focusout", () => setTimeout(tellHeld));
addEventListener("click", ({ target }) => {
  const form = target.closest("main summary")?.parentElement;
  if (form?.querySelector("input, textarea, select")) opened.add(form);
});
addEventListener("toggle", () => tellHeld(), true);
addEventListener("ctb:drawing", (event) => {
  if (!isTyping()) return keepFocus();
  event.preventDefault();
  held.push(...event.detail.split("\n").map(changeIn));
  tellHeld();
});

function isTyping() {
  for (const form of opened) {
    if (form.isConnected && form.open) return true;
    opened.delete(form);
  }
  for (const [field, before] of typed) {
    if (!field.isConnected) typed.delete(field);
    else if (field === document.activeElement || content(field) !== before) return true;
  }
  return false;
}

// Where a search, or the field that the page gave the focus, is drawn anew, the new one has the focus, and the words.
function keepFocus() {
  const before = document.activeElement;
  const kind = ["main [type=search]", "main [autofocus]"].find((kind) => before?.matches(kind));
  if (!kind) return;
  const { name, value } = before;
  setTimeout(() => {
    if (document.activeElement?.matches("main *")) return;
    const after = [...document.querySelectorAll(kind)].find((field) => field.name === name);
    after?.focus();
    if (!after || after.type !== "search" || after.value === value) return;
    after.value = value;
    after.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}

// A field that is typed into may leave the page without a word, so it is looked at again until nothing is held.
function tellHeld() {
  clearTimeout(again);
  if (!held.length) return;
  if (isTyping()) again = setTimeout(tellHeld, lookAgainAfter);
  else dispatchChanges("ctb:quiet-changes", held.splice(0));
}

function dispatchChanges(name, changes) {
  dispatchEvent(new CustomEvent(name, { detail: changes.map(line).join("\n") }));
}

const line = ({ id, kind, subject, edit, by }) => [id, kind, subject, edit, by.replace(/\s+/g, " ")].join(" ");

function changeIn(line) {
  const [, id, kind, subject, edit, by] = line.match(/^(\d+) (\S+) (-?\d+) (-?\d+) (.*)$/);
  return { id: Number(id), kind, subject: Number(subject), edit: Number(edit), by };
}

function tell(changes) {
  if (!changes.length) return;
  dispatchChanges("ctb:changes", changes);
  held.push(...changes);
  tellHeld();
}

function hear(change) {
  if (change.id <= last) return;
  last = change.id;
  heard = [...heard.slice(-kept), change];
  // What is done at once comes as several changes: the page is told of all together.
  if (waiting.push(change) === 1) setTimeout(() => tell(waiting.splice(0)), collectFor);
}

function listen() {
  const stream = new EventSource(`/api/events?after=${last}`);
  stream.onmessage = ({ data }) => {
    const change = JSON.parse(data);
    hear(change);
    tabs?.postMessage({ change });
  };
  // A browser comes back by itself, but not after an answer that was no stream.
  stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) setTimeout(listen, comeBackAfter); };
  return stream;
}

function lead() {
  leads = true;
  listen();
  return new Promise(() => {});
}

// A tab that opens asks for what happened since its page was made.
if (tabs) tabs.onmessage = ({ data }) => {
  if (data.change) hear(data.change);
  else if (leads) for (const change of heard) if (change.id > data.after) tabs.postMessage({ change });
};

// The page's own part begins to listen later than this. A page that is led to afterwards is fetched when it
// begins to listen, and has nothing to catch up with.
const loaded = location.pathname;
addEventListener("ctb:listening", () => { if (location.pathname === loaded) tell(heard); });

if (navigator.locks && tabs) {
  tabs.postMessage({ after: last });
  navigator.locks.request("ctb-live", lead);
} else {
  let stream = null;
  const follow = () => {
    if (document.visibilityState === "hidden") { stream?.close(); stream = null; } else stream ??= listen();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}
