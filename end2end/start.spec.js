// When the browser's part takes over, and what is done before it has.
import { expect, hydrated, test } from "./fixtures.js";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "./server.mjs";

const isLive = (page) => page.evaluate(() => document.documentElement.hasAttribute("data-live"));

// Holds back the browser's part until told: what the page does meanwhile is seen.
async function hold(page) {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/\/pkg\/ctb\.[^/]*\.wasm$/, async (route) => { await held; await route.continue(); });
  return release;
}

const allHere = (page) => page.locator("html[data-scripts=here]").waitFor({ state: "attached" });

test("a page that is only read has all its code and runs none of it", async ({ page }) => {
  await page.goto("/builds");
  await allHere(page);
  expect(await isLive(page)).toBe(false);
  await page.mouse.move(20, 20);
  await expect.poll(() => isLive(page)).toBe(true);
});

test("what others change wakes it", async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  try {
    await page.goto("/builds");
    await server.ctb("build", "Noise", "v0", "--quantity", "78");
    await expect(page.getByRole("row").filter({ hasText: "Noise" }).filter({ hasText: "78" })).toBeVisible();
  } finally {
    await context.close();
    await server.stop();
  }
});

test("pieces that were not put together come one by one", async ({ browser }) => {
  const site = await mkdtemp(join(tmpdir(), "ctb-site-"));
  const built = process.env.LEPTOS_SITE_ROOT ?? fileURLToPath(new URL("../target/site", import.meta.url));
  await cp(built, site, { recursive: true, filter: (file) => !/\/area_[^/]*$/.test(file) });
  const server = await startServer({ settings: { LEPTOS_SITE_ROOT: site } });
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  const pieces = [];
  page.on("response", (response) => { if (/\/(split|chunk|area)_/.test(response.url())) pieces.push(new URL(response.url()).pathname); });
  try {
    await page.goto("/builds");
    await hydrated(page);
    expect(pieces).toContainEqual(expect.stringContaining("/split_builds."));
    expect(pieces.length).toBeGreaterThan(1);
    expect(new Set(pieces).size, "each comes once").toBe(pieces.length);
    expect(pieces.filter((piece) => piece.includes("/area_"))).toEqual([]);
  } finally {
    await context.close();
    await server.stop();
    await rm(site, { recursive: true, force: true });
  }
});

test("a box that is cleared before is cleared once it has taken over, and what follows is worked out", async ({ page }) => {
  const release = await hold(page);
  await page.goto("/builds/1");
  const box = page.getByRole("checkbox", { name: /^Build with/ }).first();
  await box.click();
  release();
  await expect(box).not.toBeChecked();
  await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
});

test("what is typed into a number before is worked out", async ({ page }) => {
  const release = await hold(page);
  await page.goto("/builds/1");
  const quantity = page.getByRole("spinbutton", { name: "Quantity" }).or(page.getByRole("textbox", { name: "Quantity" }));
  const before = await page.getByRole("table", { name: "What the build needs" }).textContent();
  await quantity.fill("77");
  release();
  await expect.poll(() => page.getByRole("table", { name: "What the build needs" }).textContent()).not.toBe(before);
  await expect(quantity).toHaveValue("77");
});

const partsLink = (page) => page.getByRole("navigation").getByRole("link", { name: "Parts", exact: true }).filter({ visible: true });

test("a link that is followed first changes the page without loading it anew", async ({ page }) => {
  await page.goto("/builds");
  await allHere(page);
  await page.evaluate(() => { window.stillHere = true; });
  await partsLink(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Parts" })).toBeVisible();
  expect(await page.evaluate(() => window.stillHere)).toBe(true);
});

test("a link that is followed before the code is there waits for nothing", async ({ page }) => {
  await hold(page);
  await page.goto("/builds");
  await partsLink(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "Parts" })).toBeVisible();
  expect(await isLive(page)).toBe(false);
});

test("a shortcut that is pressed before is heard", async ({ page }) => {
  const release = await hold(page);
  await page.goto("/builds");
  await page.keyboard.press("/");
  release();
  await expect(page.getByRole("searchbox").first()).toBeFocused();
});

test.describe("where it cannot come", () => {
  test.use({ expectedFailures: /\/pkg\/ctb\./ });

  test("the page works as without scripts, what was pressed included", async ({ page }) => {
    await page.route(/\/pkg\/ctb\.[^/]*\.js$/, (route) => route.fulfill({ status: 404, body: "gone" }));
    await page.goto("/builds");
    await page.getByRole("navigation").getByRole("link", { name: "Parts", exact: true }).filter({ visible: true }).click();
    await expect(page).toHaveURL(/\/parts$/);
    await expect(page.locator("html[data-scripts]")).toHaveCount(1);
    await page.keyboard.press("Shift");
    await expect(page.locator("html[data-scripts]")).toHaveCount(0);
  });
});
