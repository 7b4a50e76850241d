// What somebody else does is seen without asking: two browsers, the command line beside them, many tabs.
import { expect, expectAccessible, hydrated, open, test } from "./fixtures.js";
import { startServer } from "./server.mjs";

const quantity = (page) => page.getByLabel("Quantity", { exact: true });
const within = { timeout: 20_000 };

// A browser of its own, which says whose it is.
async function browserOf(browser, server, name) {
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  await open(page, "/settings");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Keep the name" }).click();
  await expect(page.getByText(`stands in the history as “${name}”`)).toBeVisible();
  return { context, page };
}

test("one edits, the other follows; both edit, and the second is told who changed what", async ({ browser }) => {
  test.slow();
  const server = await startServer();
  const ina = await browserOf(browser, server, "Ina");
  const bob = await browserOf(browser, server, "Bob");
  try {
    await open(ina.page, "/builds/5");
    await open(bob.page, "/builds/5");
    await quantity(ina.page).fill("9");
    await ina.page.getByRole("button", { name: "Save" }).click();
    await expect(quantity(bob.page)).toHaveValue("9", within);
    await expect(bob.page.getByText(/^Ina: Quantity \d+ → 9$/)).toBeVisible();

    // Bob is in the middle of an edit when Ina changes the build again: his stays, and he is told.
    await quantity(bob.page).fill("3");
    await quantity(ina.page).fill("8");
    await ina.page.getByRole("button", { name: "Save" }).click();
    await expect(bob.page.getByText("Ina: Quantity 9 → 8")).toBeVisible(within);
    await expect(quantity(bob.page)).toHaveValue("3");
    await expect(bob.page.getByText("Quantity 8 → 3")).toBeVisible();
    await bob.page.getByRole("button", { name: "Save" }).click();
    await expect(bob.page.getByText("Saved", { exact: true })).toBeVisible();
    await expect(quantity(ina.page)).toHaveValue("3", within);
    await expect(ina.page.getByText("Bob: Quantity 8 → 3")).toBeVisible();
  } finally {
    await ina.context.close();
    await bob.context.close();
    await server.stop();
  }
});

test("a refused edit says who was faster", async ({ browser }) => {
  test.slow();
  const server = await startServer();
  const ina = await browserOf(browser, server, "Ina");
  const bob = await browserOf(browser, server, "Bob");
  try {
    await bob.page.route(/\/api\/events/, (route) => route.fulfill({ contentType: "text/event-stream", body: "" }));
    await open(ina.page, "/builds/5");
    await open(bob.page, "/builds/5");
    await quantity(ina.page).fill("9");
    await ina.page.getByRole("button", { name: "Save" }).click();
    await expect(ina.page.getByText("Saved", { exact: true })).toBeVisible();
    await quantity(bob.page).fill("3");
    await bob.page.getByRole("button", { name: "Save" }).click();
    await expect(bob.page.getByRole("alert")).toContainText("was changed by Ina in the meantime");
  } finally {
    await ina.context.close();
    await bob.context.close();
    await server.stop();
  }
});

test("eight tabs of one browser work and follow the command line by one stream", async ({ browser }) => {
  test.slow();
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.address });
  let streams = 0;
  context.on("request", (request) => { if (request.url().includes("/api/events")) streams += 1; });
  try {
    const tabs = await Promise.all(Array.from({ length: 8 }, () => context.newPage()));
    for (const tab of tabs) await open(tab, "/builds/5");
    await server.ctb("edit", "5", "--quantity", "6");
    for (const tab of tabs) await expect(quantity(tab)).toHaveValue("6", within);
    expect(streams).toBe(1);
    // The tab that held the stream is closed: another takes it over.
    await tabs[0].close();
    await server.ctb("edit", "5", "--quantity", "7");
    for (const tab of tabs.slice(1)) await expect(quantity(tab)).toHaveValue("7", within);
  } finally {
    await context.close();
    await server.stop();
  }
});

test("the lists follow too", async ({ page, server }) => {
  await open(page, "/builds");
  await server.ctb("build", "Noise", "v0", "--quantity", "77");
  await expect(page.getByRole("row").filter({ hasText: "Noise" }).filter({ hasText: "77" })).toBeVisible(within);
});

test("a search keeps the focus and its words, whatever others do", async ({ page, server }) => {
  await open(page, "/builds");
  const search = page.getByRole("searchbox", { name: "Search builds" });
  await search.fill("noise");
  await expect(page).toHaveURL(/q=noise/);
  await server.ctb("build", "Noise", "v0", "--quantity", "78");
  await expect(page.getByRole("row").filter({ hasText: "Noise" }).filter({ hasText: "78" })).toBeVisible(within);
  await expect(search).toBeFocused();
  await page.keyboard.type(" v0");
  await expect(search).toHaveValue("noise v0");
});

test("the bench, a part and a BOM follow a count at the shell", async ({ browser }) => {
  test.slow();
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.address });
  try {
    const pages = await Promise.all(["/bench?q=tl074", "/parts/1?tab=history", "/projects/2/versions/2?q=U1", "/parts/1", "/parts/1?tab=offers"].map(async (path) => {
      const page = await context.newPage();
      await open(page, path);
      return page;
    }));
    await expect(pages[1].getByRole("heading", { level: 1 })).toContainText("TL074");
    await server.ctb("count", "tl074", "1234", "--location", "Box 12");
    for (const page of pages) await expect(page.locator("main")).toContainText(/12[34]\d/, within);
  } finally {
    await context.close();
    await server.stop();
  }
});

test("completing and a cart follow what others do", async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.address });
  try {
    const { orders } = JSON.parse((await server.ctb("--json", "order", "--all")).stdout);
    const [complete, cart] = [await context.newPage(), await context.newPage()];
    await open(cart, `/orders/${orders[0].order}/cart`);
    const before = await cart.locator("main").textContent();
    await open(complete, "/builds/1/complete");
    // The page gave its field the focus: nobody types there, and the field that comes in its place has it too.
    const pieces = complete.getByLabel("Finished pieces");
    await pieces.evaluate((field) => { field.blur(); field.focus(); });
    await server.ctb("complete", "mixer", "--quantity", "1");
    await expect(complete.locator("main")).toContainText(/1 of \d+ are made/, within);
    await expect(pieces).toBeFocused();
    await server.ctb("cancel", "mixer");
    await expect(complete.getByRole("button", { name: "Complete" })).toHaveCount(0, within);
    await server.ctb("build", "LFO", "v2", "--quantity", "90");
    await server.ctb("order", "--all");
    await expect.poll(() => cart.locator("main").textContent(), within).not.toBe(before);
  } finally {
    await context.close();
    await server.stop();
  }
});

test("what is being typed is not lost to what others do", async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  await open(page, "/parts/1?tab=edit");
  const heard = page.evaluate(() => new Promise((resolve) => addEventListener("ctb:changes", resolve, { once: true })).then(() => true));
  await page.getByLabel("Name", { exact: true }).fill("half a na");
  await server.ctb("count", "tl074", "91", "--location", "Box 12");
  expect(await heard).toBe(true);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("half a na");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  // The form is left for what follows: what was held back comes.
  await page.getByRole("navigation", { name: "The part" }).getByRole("link", { name: "History" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Box 12" }).first()).toContainText("91", within);
  await context.close();
  await server.stop();
});

test("a part's open form keeps what is typed; closed, it follows", async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  try {
    await open(page, "/parts/1");
    const heard = page.evaluate(() => new Promise((resolve) => addEventListener("ctb:changes", resolve, { once: true })).then(() => true));
    await page.getByText("Put some into another place").click();
    await page.getByLabel("How many?").first().fill("12");
    await server.ctb("count", "tl074", "4321", "--location", "Box 12");
    expect(await heard).toBe(true);
    await expect(page.getByLabel("How many?").first()).toHaveValue("12");
    await expect(page.getByText(/4.?321/)).toHaveCount(0);
    await page.getByLabel("How many?").first().fill("");
    await page.getByText("Put some into another place").click();
    await expect(page.locator("main")).toContainText(/4.?321/, within);
  } finally {
    await context.close();
    await server.stop();
  }
});

test("a form that somebody opened stays open, whatever others do", async ({ browser }) => {
  const server = await startServer();
  const context = await browser.newContext({ baseURL: server.address });
  const page = await context.newPage();
  try {
    await open(page, "/parts/1");
    const link = page.locator("main a[href^='/stock/']").first();
    await open(page, await link.getAttribute("href"));
    const heard = page.evaluate(() => new Promise((resolve) => addEventListener("ctb:changes", resolve, { once: true })).then(() => true));
    await page.getByText("Rename or archive").click();
    await server.ctb("count", "tl074", "4321", "--location", "Box 12");
    expect(await heard).toBe(true);
    await page.getByLabel("Name").fill("Box 99");
    await expect(page.getByText(/4.?321/)).toHaveCount(0);
    // It is closed again as it was: what was held back comes.
    await page.getByLabel("Name").fill("Box 12");
    await page.getByText("Rename or archive").click();
    await expect(page.locator("main")).toContainText(/4.?321/, within);
  } finally {
    await context.close();
    await server.stop();
  }
});

test("a name is kept, refused where it is none, and forgotten", async ({ page }) => {
  await open(page, "/settings");
  await expectAccessible(page);
  await expect(page.getByText(/stands in the history as “Chrome on /)).toBeVisible();
  await page.getByLabel("Name").fill("Ina");
  await page.getByRole("button", { name: "Keep the name" }).click();
  await expect(page.getByText("stands in the history as “Ina”")).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(page.getByLabel("Name")).toHaveValue("Ina");
  await page.getByLabel("Name").fill("");
  await page.getByRole("button", { name: "Keep the name" }).click();
  await expect(page.getByText(/stands in the history as “Chrome on /)).toBeVisible();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("a name is kept by a form, and one that is too long is said", async ({ page }) => {
    await page.goto("/settings");
    await page.getByLabel("Name").fill("x".repeat(41));
    await page.getByRole("button", { name: "Keep the name" }).click();
    await expect(page.getByRole("alert")).toContainText("A name has 1 to 40 letters");
    await page.getByLabel("Name").fill("René");
    await page.getByRole("button", { name: "Keep the name" }).click();
    await expect(page).toHaveURL(/\/settings$/);
    await expect(page.getByText("stands in the history as “René”")).toBeVisible();
  });
});
