// Every page: no fault reported, accessible, fits from 320 px up, and readable without scripts.
import { everyLook, expect, expectSoundInEveryLook, open, test } from "./fixtures.js";

const pages = [
  "/builds", "/builds/1", "/builds/2", "/builds/2?show=missing&why=part1", "/builds/5", "/builds/7", "/builds?q=nothing-has-this",
  "/builds?show=missing&sort=-ready", "/projects", "/projects/2", "/more", "/settings", "/settings/jobs", "/bench", "/bench?q=tl074",
  "/bench?q=tl074&do=move", "/bench?q=drawer", "/parts", "/parts?q=10k", "/parts/new", "/parts/1", "/parts/1?tab=history", "/parts/1?tab=uses",
  "/parts/1?tab=offers", "/parts/1?tab=stand_ins", "/parts/1?tab=edit", "/stock", "/stock/1", "/stock/receive", "/vendors", "/vendors?edit=new",
  "/packages", "/packages?edit=1", "/import", "/import/tray", "/builds/new", "/builds/1/pick", "/builds/1/complete", "/orders", "/projects/new", "/projects/2/edit",
  "/projects/2/versions/2", "/projects/2/versions/2?fix=1", "/projects/2/versions/2/edit",
];

for (const path of pages) {
  test(`${path} is sound, accessible, has one primary button at most and fits`, { tag: everyLook }, async ({ page }) => {
    await open(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.locator("main .btn-primary:visible").count(), "one primary button at most").toBeLessThanOrEqual(1);
    await expectSoundInEveryLook(page);
  });
}

test("the start leads to the builds", async ({ page }) => {
  await open(page, "/");
  await expect(page).toHaveURL(/\/builds$/);
});

test("the navigation changes the page without loading it anew", async ({ page }) => {
  await open(page, "/builds");
  await page.evaluate(() => { window.stillHere = true; });
  await page.getByRole("navigation").getByRole("link", { name: "Orders" }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  await expect(page).toHaveTitle("Orders · Clear to Build");
  expect(await page.evaluate(() => window.stillHere)).toBe(true);
});

// What of the browser's part beyond what every page has is loaded from now on.
function watchPieces(page) {
  const loaded = [];
  page.on("response", (response) => { if (/\/pkg\/(area|split|chunk)_/.test(response.url())) loaded.push(response); });
  return { files: () => loaded.map((response) => new URL(response.url()).pathname), first: () => loaded[0] };
}

test("a page's code comes when the page is opened, and is kept", async ({ page }) => {
  const loaded = watchPieces(page);
  await open(page, "/builds");
  expect(loaded.files()).toEqual([expect.stringContaining("/area_builds.")]);
  expect(loaded.first().headers()["cache-control"]).toContain("immutable");
  await page.getByRole("navigation").getByRole("link", { name: "Parts", exact: true }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Parts" })).toBeVisible();
  const files = loaded.files();
  expect(files).toContainEqual(expect.stringContaining("/split_parts."));
  expect(new Set(files).size, "each comes once").toBe(files.length);
  await page.getByRole("navigation").getByRole("link", { name: "Builds", exact: true }).filter({ visible: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Builds" })).toBeVisible();
  expect(loaded.files()).toEqual(files);
});

test("a page's head names all the code that the page loads, and none besides", async ({ page }) => {
  const paths = ["/builds", "/builds/1", "/projects", "/projects/2/versions/2", "/parts/1", "/stock", "/import", "/orders", "/settings/jobs", "/design"];
  const loaded = watchPieces(page);
  for (const path of paths) {
    const before = loaded.files().length;
    await open(page, path);
    const named = [...(await (await page.request.get(path)).text()).matchAll(/"(\/pkg\/area_[^"]*)"/g)].map(([, file]) => file);
    expect(named, path).toHaveLength(1);
    expect(loaded.files().slice(before), path).toEqual(named);
    // Until each piece in it is asked for, they are handed over by a `fetch` of ours.
    expect(await page.evaluate(() => String(self.fetch)), `${path} brings what nobody asks for`).toContain("[native code]");
  }
});

test.describe("a page whose code does not come", () => {
  test.use({ expectedFailures: /split_parts|__wasm_split/ });

  test("says so, and loads when asked again", async ({ page }) => {
    await page.route(/split_parts/, (route) => route.fulfill({ status: 404, body: "gone" }));
    await open(page, "/builds");
    await page.getByRole("navigation").getByRole("link", { name: "Parts", exact: true }).filter({ visible: true }).click();
    await expect(page.getByRole("alert")).toContainText("load the page again");
    await page.unroute(/split_parts/);
    await page.getByRole("link", { name: "Load again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Parts" })).toBeVisible();
    await expect(page).toHaveURL(/\/parts$/);
  });
});

test.describe("an address that is none", () => {
  test.use({ expectedFailures: /\/(nothing|builds\/999|projects\/x)$/ });
  for (const path of ["/nothing", "/builds/999", "/projects/x"]) {
    test(`${path} says so, with status 404`, async ({ page }) => {
      const answer = await page.goto(path);
      expect(answer.status()).toBe(404);
      await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
    });
  }
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a build reads and is edited by links and forms", async ({ page }) => {
    await page.goto("/builds/2");
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Build 2");
    await page.getByRole("button", { name: "One more: Quantity" }).click();
    await expect(page.getByLabel("Quantity", { exact: true })).toHaveValue("5");
    await expect(page.getByText("Quantity 4 → 5")).toBeVisible();
    await page.getByRole("link", { name: "Undo" }).click();
    await expect(page.getByLabel("Quantity", { exact: true })).toHaveValue("4");
    await page.getByRole("link", { name: /missing of TL074: why/ }).click();
    await expect(page.getByText("needed: 4 × 3")).toBeVisible();
  });

  test("the choice of colours is kept", async ({ page }) => {
    await page.goto("/builds");
    await page.getByRole("button", { name: "Night" }).filter({ visible: true }).click();
    await expect(page).toHaveURL(/\/builds$/);
    await expect(page.locator("html")).toHaveAttribute("data-theme", "ctb-night");
  });
});

test("the choice of colours is there from the first byte", async ({ page, request }) => {
  await open(page, "/builds");
  await page.getByRole("button", { name: "Night" }).filter({ visible: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "ctb-night");
  const cookies = await page.context().cookies();
  const sent = await request.get("/builds", { headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") } });
  expect(await sent.text()).toContain('data-theme="ctb-night"');
});

test("the content policy allows no script but ours", async ({ request }) => {
  const [first, second] = await Promise.all([request.get("/builds"), request.get("/builds")]);
  const policy = (answer) => answer.headers()["content-security-policy"];
  expect(policy(first)).toMatch(/script-src 'self' 'nonce-[\w-]+' 'wasm-unsafe-eval'/);
  expect(policy(first)).not.toContain("unsafe-inline");
  expect(policy(first)).not.toBe(policy(second));
  expect(await first.text()).not.toMatch(/\sstyle=/);
});
