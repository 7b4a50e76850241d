// Pictures of every page and state into screenshots/, for a phone and a desk, by day and by night, with the demo
// workshop. Words after the command choose pictures: `node end2end/screenshots.mjs order empty-`; `readme` draws those
// of the README, into docs/images/ (with Inter, where it is installed).
import { chromium } from "@playwright/test";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { sha, startGitHub } from "./github.mjs";
import { startServer } from "./server.mjs";
import { wake } from "./wake.mjs";

const into = fileURLToPath(new URL("../screenshots/", import.meta.url));
const example = (name) => fileURLToPath(new URL(`../docs/examples/${name}`, import.meta.url));
const sizes = { 390: { width: 390, height: 844 }, 1440: { width: 1440, height: 900 } };
// As the system is set, by day and by night. Day and Night, when they are chosen, have the same colours whatever the
// system is set to: `chosenAlike` sees to that.
const themes = { day: "light", night: "dark" };

const press = (name) => async (page) => page.getByRole("button", { name, exact: true }).first().click();
const quantity = (pieces) => async (page) => page.getByLabel("Quantity", { exact: true }).fill(pieces);
const list = `Part,Description,Footprint,MPN,Total stock,Storage,Shelf life
R 10k,Resistor,R_0805_2012Metric,RC0805,"1,000",Drawer 1,
TL072,Dual op amp,DIP-8,TL072CP,~20,Drawer 2,2030
NE555,Timer,DIP-8,NE555P,many,Drawer 2,
Knob,,,,7,Box,
`;
async function handOver(page) {
  await page.getByLabel("File").setInputFiles({ name: "parts.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await page.getByRole("button", { name: "Look at the list" }).click();
  await page.waitForURL(/preview/);
  await wake(page);
}
async function bringIn(page) {
  await handOver(page);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("link", { name: /that wait/ }).waitFor();
}
// Goes on to another page whose answer does not come, or comes as `does` says.
const goingOn = (pattern, does) => async (page) => {
  await page.route(pattern, does);
  await page.getByRole("link", { name: "Parts", exact: true }).first().click();
  await page.waitForTimeout(1500);
};

// By picture: where it is, what is done there, and `tall` where more than a screen of it is to be seen.
const pages = {
  builds: { path: "/builds" },
  "builds-none-fits": { path: "/builds?q=nothing" },
  "build-missing": { path: "/builds/2", tall: true },
  "build-editing": { path: "/builds/2?show=missing", then: quantity("8") },
  "build-why": { path: "/builds/2?show=missing", then: async (page) => page.getByRole("link", { name: /missing of .*: why/ }).first().click() },
  "build-clear": { path: "/builds/1", tall: true },
  "build-waiting": { path: "/builds/3" },
  "build-unmatched": { path: "/builds/4" },
  "build-completed": { path: "/builds/5" },
  "build-new": { path: "/builds/new?project=Tide+LFO&revision=v2" },
  "build-refused": { path: "/builds/new?project=Tide+LFO&revision=v2", then: async (page) => { await quantity("2000000")(page); await press("Make the build")(page); await page.waitForTimeout(500); } },
  "build-unknown": { path: "/builds/999" },
  pick: { path: "/builds/1/pick" },
  complete: { path: "/builds/1/complete" },
  projects: { path: "/projects" },
  project: { path: "/projects/2" },
  "project-edit": { path: "/projects/2/edit" },
  "project-new": { path: "/projects/new", tall: true },
  "project-found": { path: "/projects/new?repository=https%3A%2F%2Fgithub.com%2Fmaker%2Fmixer" },
  "project-refused": { path: "/projects/new?repository=ftp%3A%2F%2Fnowhere" },
  "version-new": { path: "/projects/2/versions/new" },
  "version-edit": { path: "/projects/2/versions/3/edit" },
  "version-never-read": { path: "/projects/4/versions/6" },
  bom: { path: "/projects/1/versions/1" },
  "bom-fix": { path: "/projects/5/versions/7?show=unmatched&fix=12", tall: true },
  "own-lines": { path: "/projects/5/versions/7?show=unmatched", tall: true },
  sync: { path: "/projects/2/versions/3/sync", tall: true },
  "sync-failed": { path: "/projects/5/versions/7/sync" },
  "sync-no-change": {
    path: "/projects/2/versions/3/sync", tall: true,
    then: async (page) => {
      await page.getByText("Read a file instead").click();
      await page.getByLabel("BOM", { exact: true }).setInputFiles(example("lfo.csv"));
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByRole("button", { name: "Apply" }).waitFor();
    },
  },
  orders: { path: "/orders" },
  "order-placed": { path: "/orders/1" },
  "order-part-received": { path: "/orders/2", tall: true },
  "order-draft": { path: "/orders/3", tall: true },
  cart: { path: "/orders/3/cart" },
  parts: { path: "/parts" },
  "parts-low": { path: "/parts?show=low" },
  part: { path: "/parts/166", tall: true },
  "part-history": { path: "/parts/166?tab=history" },
  "part-uses": { path: "/parts/166?tab=uses" },
  "part-offers": { path: "/parts/166?tab=offers", tall: true },
  "part-stand-ins": { path: "/parts/166?tab=stand_ins" },
  "part-edit": { path: "/parts/166?tab=edit", tall: true },
  "part-new": { path: "/parts/new" },
  stock: { path: "/stock" },
  place: { path: "/stock/5" },
  receive: { path: "/stock/receive" },
  bench: { path: "/bench?q=10k" },
  "bench-count": { path: "/bench?q=tl074&do=count" },
  "bench-place": { path: "/bench?q=drawer" },
  vendors: { path: "/vendors" },
  "vendor-edit": { path: "/vendors?edit=1" },
  packages: { path: "/packages" },
  "package-edit": { path: "/packages?edit=1", tall: true },
  more: { path: "/more" },
  settings: { path: "/settings" },
  jobs: { path: "/settings/jobs" },
  keys: { path: "/builds", then: async (page) => page.keyboard.press("?") },
  design: { path: "/design", tall: true },
  "design-dialog": { path: "/design", then: press("Open a dialog") },
  "not-found": { path: "/nothing" },
  loading: { path: "/builds", then: goingOn(/\/fn\//, () => {}) },
  "not-loaded": { path: "/builds", then: goingOn(/\/pkg\//, (route) => route.abort()) },
  unreachable: { path: "/builds", then: goingOn(/\/fn\//, (route) => route.abort()) },
  "before-scripts": { path: "/builds/2", scripts: false },
  import: { path: "/import" },
  "import-chosen": { path: "/import", then: async (page) => page.getByLabel("File").setInputFiles({ name: "parts.csv", mimeType: "text/csv", buffer: Buffer.from(list) }) },
  "import-preview": { path: "/import", then: handOver, tall: true },
  // From here on something is changed.
  "import-done": { path: "/import", then: bringIn, tall: true },
  "import-tray": { path: "/import", then: async (page) => { await page.getByRole("link", { name: "Fix", exact: true }).click(); await page.getByLabel("Choose row 3").waitFor(); } },
};
// What an empty workshop shows.
const empty = Object.fromEntries(
  ["", "builds", "projects", "orders", "parts", "stock", "vendors", "packages", "bench", "import", "import/tray", "builds/new"]
    .map((page) => [`empty-${page.replace("/", "-") || "start"}`, { path: `/${page}` }]),
);

// The five in the README.
const desk = { viewport: sizes[1440], deviceScaleFactor: 1 };
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 };
const readme = {
  build: {
    path: "/builds/2?show=missing", colorScheme: "light", ...desk,
    then: async (page) => { await quantity("8")(page); await page.getByRole("link", { name: /missing of TL074/ }).click(); await page.waitForTimeout(300); },
  },
  sync: { path: "/projects/2/versions/3/sync", colorScheme: "light", ...desk, viewport: { width: 1440, height: 780 } },
  builds: { path: "/builds", colorScheme: "dark", ...desk, viewport: { width: 1440, height: 620 } },
  bench: { path: "/bench?q=10k", colorScheme: "dark", ...phone },
  pick: { path: "/builds/1/pick", colorScheme: "light", ...phone },
};

const wanted = (title) => process.argv.length < 3 || process.argv.slice(2).some((word) => title.includes(word));
await mkdir(into, { recursive: true });
const github = await startGitHub();
const [newer, mixer] = await Promise.all(["lfo-newer.csv", "mixer.csv"].map((name) => readFile(example(name), "utf8")));
github.put("maker/mixer", { branches: { main: sha(1) }, tags: { v1: sha(1) }, commits: { [sha(1)]: { "mixer.csv": mixer, "hardware/panel.csv": newer } } });
const commit = "9c41f07b".repeat(5);
github.put("clear-to-build-demo/tide-lfo", { branches: { v2: commit }, commits: { [commit]: { "tide-lfo.csv": newer } } });
const demo = await startServer({ bundle: null, demo: true, settings: { CTB_GITHUB_URL: github.address } });
const nothing = await startServer({ bundle: null });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH || undefined,
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});

async function draw(server, title, { path, then, tall = false, scripts = true }) {
  const context = await browser.newContext({ viewport: sizes[390], baseURL: server.address, javaScriptEnabled: scripts });
  try {
    const page = await context.newPage();
    await page.goto(path);
    if (scripts) await wake(page);
    await then?.(page);
    for (const [width, size] of Object.entries(sizes)) {
      await page.setViewportSize(tall ? { ...size, height: 2 * size.height } : size);
      for (const [name, colorScheme] of Object.entries(themes)) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${into}${title}-${width}-${name}.png`, animations: "disabled" });
      }
    }
  } catch (error) {
    process.exitCode = 1;
    console.error(`${title}: ${error.message}`);
  } finally {
    await context.close();
  }
}

// Chooses each theme as somebody does, under a system that is set the other way.
async function chosenAlike() {
  const page = await browser.newPage({ viewport: sizes[1440], baseURL: demo.address });
  const colours = () => page.evaluate(() =>
    [...document.documentElement.computedStyleMap()].filter(([name]) => /^--color|^color/.test(name)).map(String).join("\n"));
  await page.goto("/builds");
  await wake(page);
  for (const [name, colorScheme] of Object.entries(themes)) {
    await page.emulateMedia({ colorScheme });
    await page.getByRole("button", { name: "As the system" }).click();
    const asTheSystem = await colours();
    await page.emulateMedia({ colorScheme: colorScheme === "dark" ? "light" : "dark" });
    await page.getByRole("button", { name: name === "day" ? "Day" : "Night" }).click();
    if ((await colours()) !== asTheSystem) throw new Error(`${name} looks otherwise where it is chosen than where the system is set so`);
  }
  await page.close();
}

async function show(title, { path, then, ...how }) {
  const context = await browser.newContext({ baseURL: demo.address, ...how });
  const page = await context.newPage();
  await page.goto(path);
  await wake(page);
  await then?.(page);
  await page.screenshot({ path: fileURLToPath(new URL(`../docs/images/${title}.png`, import.meta.url)), animations: "disabled" });
  await context.close();
}

try {
  await chosenAlike();
  if (process.argv.includes("readme")) for (const [title, how] of Object.entries(readme)) await show(title, how);
  for (const [server, all] of [[demo, pages], [nothing, empty]]) {
    for (const [title, how] of Object.entries(all)) if (wanted(title)) await draw(server, title, how);
  }
} finally {
  await browser.close();
  await Promise.all([demo, nothing, github].map((one) => one.stop()));
}
console.log(`screenshots are in ${into}`);
