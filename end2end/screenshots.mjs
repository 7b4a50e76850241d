// Pictures of every page, for a phone and a desk, by day and by night, into screenshots/.
import { chromium } from "@playwright/test";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startServer } from "./server.mjs";
import { wake } from "./wake.mjs";

const into = fileURLToPath(new URL("../screenshots/", import.meta.url));
const sizes = { 390: { width: 390, height: 844 }, 1440: { width: 1440, height: 900 } };
const schemes = { day: "light", night: "dark" };

const quantityOf6 = async (page) => page.getByLabel("Quantity", { exact: true }).fill("6");
const pages = {
  builds: { path: "/builds" },
  build: { path: "/builds/2?why=part1", then: quantityOf6 },
  optional: { path: "/builds/6" },
  "build-filtered": { path: "/builds/2?show=missing" },
  projects: { path: "/projects" },
  project: { path: "/projects/2" },
  "new-project": { path: "/projects/new" },
  bom: { path: "/projects/2/versions/2" },
  "bom-fix": { path: "/projects/2/versions/2?show=unmatched&fix=11&find=TL074" },
  "edit-version": { path: "/projects/2/versions/2/edit" },
  clear: { path: "/builds/1" },
  unsynced: { path: "/builds/5" },
  "new-build": { path: "/builds/new?project=LFO" },
  pick: { path: "/builds/1/pick" },
  complete: { path: "/builds/1/complete" },
  "no-orders": { path: "/orders" },
  "builds-sorted": { path: "/builds?show=missing&sort=-ready" },
  "builds-none-fits": { path: "/builds?q=nothing" },
  more: { path: "/more" },
  settings: { path: "/settings" },
  jobs: { path: "/settings/jobs" },
  design: { path: "/design", whole: true },
  "design-dialog": { path: "/design", then: async (page) => page.getByRole("button", { name: "Open a dialog" }).click() },
  keys: { path: "/builds", then: async (page) => page.keyboard.press("?") },
  bench: { path: "/bench?q=tl074" },
  "bench-count": { path: "/bench?q=tl074&do=count" },
  "bench-place": { path: "/bench?q=drawer" },
  parts: { path: "/parts" },
  part: { path: "/parts/1" },
  "part-history": { path: "/parts/1?tab=history" },
  "part-offers": { path: "/parts/1?tab=offers" },
  "part-edit": { path: "/parts/1?tab=edit" },
  "part-new": { path: "/parts/new" },
  stock: { path: "/stock" },
  place: { path: "/stock/1" },
  receive: { path: "/stock/receive" },
  vendors: { path: "/vendors?edit=1" },
  packages: { path: "/packages?edit=1" },
  import: { path: "/import" },
  "import-tray": { path: "/import/tray" },
  "not-found": { path: "/nothing" },
};
// The demo workshop, as whoever starts it sees it.
const demonstrated = {
  "demo-builds": { path: "/builds" },
  "demo-build": { path: "/builds/2?show=missing", then: async (page) => page.getByLabel("Quantity", { exact: true }).fill("8") },
  "demo-waiting": { path: "/builds/3" },
  "demo-unmatched": { path: "/builds/4" },
  "demo-project": { path: "/projects/2" },
  "demo-bom": { path: "/projects/1/versions/1" },
  "demo-bom-fix": { path: "/projects/5/versions/7?show=unmatched&fix=12" },
  "demo-sync": { path: "/projects/5/versions/7/sync" },
  "demo-parts": { path: "/parts?q=10k" },
  "demo-part": { path: "/parts/166" },
  "demo-part-uses": { path: "/parts/166?tab=uses" },
  "demo-part-offers": { path: "/parts/166?tab=offers" },
  "demo-part-stand-ins": { path: "/parts/166?tab=stand_ins" },
  "demo-stock": { path: "/stock" },
  "demo-pick": { path: "/builds/1/pick" },
  "demo-complete": { path: "/builds/1/complete" },
  "demo-order": { path: "/orders/1" },
  "demo-bench": { path: "/bench?q=10k" },
};
// What an empty workshop shows.
const empty = Object.fromEntries(
  ["", "builds", "projects", "orders", "parts", "stock", "vendors", "packages", "bench"].map((page) => [`empty-${page || "start"}`, { path: `/${page}` }]),
);
// With drafts for all that is missing, of which one is placed.
const ordering = {
  orders: { path: "/orders" },
  draft: { path: "/orders/2" },
  delivery: { path: "/orders/1" },
  cart: { path: "/orders/1/cart" },
};

await mkdir(into, { recursive: true });
const server = await startServer();
const ordered = await startServer();
await ordered.ctb("order", "--all");
await ordered.ctb("place", "1");
const demo = await startServer({ bundle: null, demo: true });
const nothing = await startServer({ bundle: null });
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH || undefined,
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
try {
  for (const [width, viewport] of Object.entries(sizes)) {
    for (const [name, colorScheme] of Object.entries(schemes)) {
      const context = await browser.newContext({ viewport, colorScheme, baseURL: server.address });
      const page = await context.newPage();
      const at = ({ address }, wanted) =>
        Object.entries(wanted).map(([title, { path, ...how }]) => [title, { path: address + path, ...how }]);
      const all = [
        ...Object.entries(pages),
        ...at(ordered, ordering),
        ...at(demo, demonstrated),
        ...at(nothing, empty),
      ];
      for (const [title, { path, then, whole = false }] of all) {
        await page.goto(path);
        await wake(page);
        await then?.(page);
        await page.screenshot({ path: `${into}${title}-${width}-${name}.png`, fullPage: whole });
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await Promise.all([server, ordered, demo, nothing].map((one) => one.stop()));
}
console.log(`screenshots are in ${into}`);
