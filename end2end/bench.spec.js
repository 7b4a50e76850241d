// The bench: found and counted with few touches, taken back, and all of it without scripts.
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, open, test } from "./fixtures.js";
import { startServer } from "./server.mjs";

// A workshop of its own, so that what is booked disturbs nobody.
const own = test.extend({
  server: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop();
  },
});

const field = (page) => page.getByRole("searchbox");
const card = (page, name) => page.getByRole("region", { name, exact: true });

// Finds a part by what is typed, and answers its card.
async function look(page, words, name) {
  await field(page).fill(words);
  await expect(card(page, name)).toBeVisible();
  return card(page, name);
}

own("a part is found and counted in at most four touches", async ({ page }) => {
  await open(page, "/bench");
  let touches = 0;
  const touch = async (thing) => { touches += 1; await thing.click(); };
  await touch(field(page));
  await page.keyboard.type("tl074");
  const found = card(page, "TL074");
  await touch(found.getByRole("link", { name: "Count" }));
  await expect(page.getByLabel("How many lie here?")).toBeFocused();
  await page.keyboard.type("7");
  await touch(found.getByRole("button", { name: "Count" }));
  await expect(page.getByText(/TL074 in .* counted: 7/)).toBeVisible();
  await expect(found.getByText("7", { exact: true })).toBeVisible();
  expect(touches).toBeLessThanOrEqual(4);
});

own("what was taken is taken back by one press", async ({ page }) => {
  await open(page, "/bench?q=tl074");
  const found = card(page, "TL074");
  const before = await found.locator("span").filter({ hasText: /^\d+$/ }).first().textContent();
  await found.getByRole("link", { name: "Take" }).click();
  await page.getByLabel("How many do you take?").fill("1");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/1 of TL074 taken from/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/Undone: 1 of TL074 put into/)).toBeVisible();
  await expect(found.getByText(before, { exact: true })).toBeVisible();
});

own("a count below what is reserved says which build is no longer clear", async ({ page }) => {
  await open(page, "/bench");
  const found = await look(page, "jack", "Thonkiconn jack");
  await found.getByRole("link", { name: "Count" }).click();
  await page.getByLabel("How many lie here?").fill("0");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/no longer clear to build/)).toBeVisible();
});

test.describe("what cannot be", () => {
  test.use({ expectedFailures: /\/fn\/bench\/book$/ });
  test("is told in the form, and what was typed stays", async ({ page }) => {
    await open(page, "/bench?q=tl074&do=take");
    for (const [typed, told] of [["many", /no whole number/], ["", /how many pieces/i], ["999999", /more than are free/]]) {
      await page.getByLabel("How many do you take?").fill(typed);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toContainText(told);
      await expect(page.getByLabel("How many do you take?")).toHaveValue(typed);
    }
    await expectAccessible(page);
  });
});

own("what is booked is fetched once", async ({ page }) => {
  await open(page, "/bench?q=tl074&do=take");
  const asked = [];
  page.on("request", (request) => { if (/\/bench/.test(new URL(request.url()).pathname)) asked.push(request.method()); });
  const heard = page.evaluate(() => new Promise((resolve) => addEventListener("ctb:quiet-changes", () => resolve(true), { once: true })));
  await page.getByLabel("How many do you take?").fill("1");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/1 of TL074 taken/)).toBeVisible();
  expect(await heard).toBe(true);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  expect(asked).toEqual(["POST", "GET"]);
});

test("nothing of the browser's part is loaded, and its keys do what they do elsewhere", async ({ page }) => {
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await open(page, "/bench?q=tl074");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await look(page, "jack", "Thonkiconn jack");
  expect(loaded.filter((path) => /\/pkg\/.*\.(wasm|js|pieces)$/.test(path))).toEqual([]);
  // Elsewhere it is loaded, and a link leads back.
  const to = (name) => page.getByRole("navigation").getByRole("link", { name, exact: true }).filter({ visible: true }).click();
  await to("Builds");
  await hydrated(page);
  await to("Bench");
  await expect(page.getByText("What are you looking for?")).toBeVisible();
  await look(page, "tl074", "TL074");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Builds" })).toBeVisible();
  // However the browser's part is led there, it leaves for it.
  await hydrated(page);
  await page.evaluate(() => { history.pushState(null, "", "/bench?q=tl074"); dispatchEvent(new PopStateEvent("popstate")); });
  await expect(card(page, "TL074")).toBeVisible();
  await expect(page).toHaveURL(/\/bench\?q=tl074$/);
});

test("Back leads through what was looked at, and colours change where one stands", async ({ page }) => {
  await open(page, "/bench?q=tl074");
  await card(page, "TL074").getByRole("link", { name: "Put" }).click();
  await expect(page.getByLabel("How many do you put there?")).toBeFocused();
  await page.goBack();
  await expect(page.getByLabel("How many do you put there?")).toHaveCount(0);
  await expect(card(page, "TL074")).toBeVisible();
  await page.goForward();
  await expect(page.getByLabel("How many do you put there?")).toBeFocused();
  await page.getByRole("button", { name: "Day" }).filter({ visible: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "ctb-day");
  await expect(page.getByLabel("How many do you put there?")).toBeVisible();
});

own("a form that is open stays as it is, whatever others do, and what they did is there afterwards", async ({ page, server }) => {
  await open(page, "/bench?q=tl074&do=take");
  await page.getByLabel("How many do you take?").fill("2");
  const heard = page.evaluate(() => new Promise((resolve) => addEventListener("ctb:changes", resolve, { once: true })).then(() => true));
  await server.ctb("count", "tl074", "4321", "--location", "Box 12");
  expect(await heard).toBe(true);
  await expect(page.getByLabel("How many do you take?")).toHaveValue("2");
  await page.getByRole("link", { name: "Cancel" }).click();
  await expect(card(page, "TL074").getByText("4321", { exact: true })).toBeVisible();
});

test.describe("a server that does not answer", () => {
  test.use({ expectedFailures: /\/(bench|fn\/bench\/book)(\?.*)?$/ });
  test("is told, and what was typed is sent when it does again", async ({ page }) => {
    await open(page, "/bench");
    // One route for all of it: a request went past one that was set just before.
    let isDown = true;
    await page.route(/\/bench/, (route) => (isDown ? route.abort("aborted") : route.continue()));
    await field(page).fill("tl074");
    await expect(page.getByRole("alert")).toContainText("does not answer");
    isDown = false;
    await page.getByRole("button", { name: "Find" }).click();
    await card(page, "TL074").getByRole("link", { name: "Take" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await page.getByLabel("How many do you take?").fill("many");
    isDown = true;
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("does not answer");
    await expect(page.getByLabel("How many do you take?")).toHaveValue("many");
    isDown = false;
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "no whole number" })).toBeVisible();
  });
});

own("a server that went away is asked once for what changed, and what is typed then is told of", async ({ page }) => {
  await open(page, "/bench?q=tl074");
  let asked = 0;
  await page.route(/\/bench\?/, (route) => { asked += 1; return route.abort("aborted"); });
  await page.evaluate(() => dispatchEvent(new CustomEvent("ctb:quiet-changes", { detail: "999999 stock 1 0 somebody" })));
  await expect.poll(() => asked).toBe(1);
  await field(page).fill("10k");
  await expect(page.getByRole("alert")).toContainText("does not answer");
  expect(asked, "the change, and what was typed").toBe(2);
});

test("a place shows what lies there, and each leads to its card", async ({ page }) => {
  await open(page, "/bench");
  await field(page).fill("Drawer");
  const rows = page.getByRole("main").getByRole("listitem").getByRole("link");
  await expect(rows.first()).toBeVisible();
  await rows.first().click();
  await expect(page).toHaveURL(/place=/);
  const first = page.getByRole("main").getByRole("listitem").getByRole("link").first();
  await first.click();
  await expect(page.getByRole("link", { name: "Take" })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test("what is looked at stands in the address, and Back leads out of it", async ({ page }) => {
  await open(page, "/builds");
  await page.goto("/bench");
  await hydrated(page);
  await look(page, "tl074", "TL074");
  await expect(page).toHaveURL(/q=tl074/);
  await page.reload();
  await expect(card(page, "TL074")).toBeVisible();
});

test("nothing found says what to do", async ({ page }) => {
  await open(page, "/bench?q=no+such+thing");
  await expect(page.getByText("Nothing is called")).toBeVisible();
  await expect(page.getByRole("link", { name: "New part" })).toHaveAttribute("href", /\/parts\/new\?name=no/);
});

test("the place and the number are read at arm's length, the buttons pressed with a thumb", async ({ page }) => {
  await open(page, "/bench?q=tl074");
  const found = card(page, "TL074");
  const size = (thing) => thing.evaluate((box) => parseFloat(getComputedStyle(box).fontSize));
  expect(await size(found.locator("p").nth(1)), "the place").toBeGreaterThanOrEqual(36);
  expect(await size(found.locator("span").filter({ hasText: /^\d+$/ }).first()), "the number").toBeGreaterThanOrEqual(36);
  for (const name of ["Take", "Put", "Count", "Move"]) {
    const box = await found.getByRole("link", { name }).boundingBox();
    expect(box.height, name).toBeGreaterThanOrEqual(64);
  }
});

own.describe("without scripts", () => {
  own.use({ javaScriptEnabled: false });

  own("a part is found, moved and moved back by forms", async ({ page }) => {
    await page.goto("/bench");
    await field(page).fill("tl074");
    await page.getByRole("button", { name: "Find" }).click();
    const found = card(page, "TL074");
    await found.getByRole("link", { name: "Move" }).click();
    await page.getByLabel("How many do you move?").fill("1");
    await page.getByLabel("Where to?").fill("Box 99");
    await page.getByRole("button", { name: "Move" }).click();
    await expect(page).toHaveURL(/\/bench\?/);
    await expect(page.getByText(/1 of TL074 moved from .* to Box 99/)).toBeVisible();
    await expect(found.getByText("Box 99")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText(/Undone: 1 of TL074 moved from Box 99/)).toBeVisible();
  });

  own("what cannot be says so, with what was typed", async ({ page }) => {
    await page.goto("/bench?q=tl074&do=take");
    await page.getByLabel("How many do you take?").fill("many");
    await page.getByRole("button", { name: "Take" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "no whole number" })).toBeVisible();
    await expect(page.getByLabel("How many do you take?")).toHaveValue("many");
  });
});
