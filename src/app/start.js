// Runs before the page is drawn; `files` stands before it. A page reads and works without the browser's part:
// that is fetched once there is nothing else to fetch, and takes over at the first sign that somebody uses the
// page or that others changed something. A page that is only read costs no more than fetching and compiling. What
// is done in the meantime is kept, and done once it has taken over.
const page = document.documentElement;
const signs = ["pointermove", "pointerdown", "keydown", "input", "change", "ctb:changes"];
const pressed = "a[href]:not([target], [download]), button";
const kept = [];
const fields = new Map();
let fetching, starting;

// For styles: what needs scripts is shown, what stands in for it is not.
page.dataset.scripts = "";

// Once more where it broke off, past the cache: Chromium's was seen to break off what several pages fetched at once.
const fetched = (file, take) =>
  take(fetch(file, { priority: "low" })).catch(() => take(fetch(file, { cache: "no-store" })));

const piece = (file) => fetched(file, async (answer) => [new URL(file, location).href, await (await answer).blob()]);

// The pieces of a file that holds them all (scripts/areas.mjs).
async function apart(answer) {
  const { url } = await answer;
  const bytes = new Uint8Array(await (await answer).arrayBuffer());
  let end = bytes.indexOf(10);
  const names = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end++)));
  return names.map(([name, size]) => [new URL(name, url).href, new Blob([bytes.subarray(end, end += size)], { type: "application/wasm" })]);
}

function fetchAll() {
  fetching ??= {
    wasm: fetched(files.wasm, (answer) => WebAssembly.compileStreaming(answer)),
    glue: import(files.glue),
    pieces: files.pieces.together ? fetched(files.pieces.together, apart) : Promise.all(files.pieces.each.map(piece)),
  };
  // Whoever needs it hears of what fails.
  Promise.all(Object.values(fetching)).then(() => {
    if ("scripts" in page.dataset) page.dataset.scripts = "here";
  }, () => {});
  return fetching;
}

async function takeOver() {
  const { wasm, glue, pieces } = fetchAll();
  const { default: start, hydrate } = await glue;
  await start({ module_or_path: await wasm });
  handOver(new Map(await pieces));
  await hydrate();
  page.dataset.live = "";
}

// Whoever loads the pieces asks for each once, by `fetch`.
function handOver(pieces) {
  const asIs = self.fetch;
  self.fetch = (resource, options) => {
    const piece = pieces.get(String(resource));
    pieces.delete(String(resource));
    if (!pieces.size) self.fetch = asIs;
    return piece ? Promise.resolve(new Response(piece)) : asIs(resource, options);
  };
}

function begin() {
  starting ??= takeOver().catch((error) => {
    console.warn("The page goes on without its scripts:", error.message);
    delete page.dataset.scripts;
  }).finally(() => {
    for (const sign of signs) removeEventListener(sign, begin, true);
    for (const [event, keep] of Object.entries(keeping)) removeEventListener(event, keep, true);
    for (const doIt of kept.splice(0)) doIt();
  });
}

// Instead of what the browser would do by itself; but what it can do is not kept waiting for a slow connection.
function keepInstead(event, doIt, works) {
  if (works && page.dataset.scripts !== "here") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  kept.push(doIt);
  begin();
}

const hasModifier = (event) => event.ctrlKey || event.metaKey || event.altKey;

const keeping = {
  click(event) {
    const target = event.target.closest(pressed);
    const isPlain = event.button === 0 && !event.shiftKey && !hasModifier(event);
    if (target && isPlain && event.isTrusted) keepInstead(event, () => target.click(), target.href || target.type === "submit");
  },
  submit(event) {
    const { target, submitter } = event;
    keepInstead(event, () => target.isConnected && target.requestSubmit(submitter), true);
  },
  // Shortcuts are ours; what is typed into a field, and what Enter, Space and Tab mean, is the browser's.
  keydown(event) {
    const { key, shiftKey, target } = event;
    if (hasModifier(event) || /^(Enter| |Tab)$/.test(key) || target.matches("input, textarea, select")) return;
    kept.push(() => {
      const again = new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true });
      (document.activeElement ?? page).dispatchEvent(again);
    });
  },
  input: keepField,
  change: keepField,
};

// The last of what was typed or chosen, once for each field.
function keepField({ type, target }) {
  if (target.type === "file") return;
  if (!fields.has(target)) kept.push(() => tellOf(target));
  const { types } = fields.get(target) ?? { types: new Set() };
  fields.set(target, { value: target.value, checked: target.checked, types: types.add(type) });
}

function tellOf(field) {
  const { value, checked, types } = fields.get(field);
  if (!field.isConnected) return;
  Object.assign(field, /^(checkbox|radio)$/.test(field.type) ? { checked } : { value });
  for (const type of types) field.dispatchEvent(new Event(type, { bubbles: true }));
}

// The bench is no page of the browser's part: a link to it is the browser's.
addEventListener("click", (event) => {
  if (event.target.closest('a[href="/bench"], a[href^="/bench?"]')) event.stopImmediatePropagation();
}, true);

for (const [event, keep] of Object.entries(keeping)) addEventListener(event, keep, true);
for (const sign of signs) addEventListener(sign, begin, { capture: true, passive: true });
addEventListener("load", () => (self.requestIdleCallback ?? setTimeout)(fetchAll));
