// Pictures of every page, for a phone and a desk, by day and by night, into screenshots/.
import { chromium } from "@playwright/test";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startServer } from "./server.mjs";

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
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH || undefined,
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
try {
  for (const [width, viewport] of Object.entries(sizes)) {
    for (const [name, colorScheme] of Object.entries(schemes)) {
      const context = await browser.newContext({ viewport, colorScheme, baseURL: server.address });
      const page = await context.newPage();
      const all = [
        ...Object.entries(pages),
        ...Object.entries(ordering).map(([title, { path }]) => [title, { path: ordered.address + path }]),
      ];
      for (const [title, { path, then, whole = false }] of all) {
        await page.goto(path);
        await page.waitForFunction(() => document.documentElement.hasAttribute("data-live"));
        await then?.(page);
        await page.screenshot({ path: `${into}${title}-${width}-${name}.png`, fullPage: whole });
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.stop();
  await ordered.stop();
}
console.log(`screenshots are in ${into}`);
