// From what is missing to what is built: drafts, changed by hand, placed, received in two parts, reserved and
// completed; by mouse, by keyboard alone, and by forms without scripts. Each story has a server of its own.
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, test } from "./fixtures.js";
import { startServer } from "./server.mjs";

async function withServer(use, options) {
  const server = await startServer(options);
  try { await use(server); } finally { await server.stop(); }
}

const orderRow = (page, vendor) => page.getByRole("row").filter({ hasText: vendor });
const heading = (page) => page.getByRole("heading", { level: 1 });

// How a story is told: what a press is, and how a field is filled in.
const byMouse = {
  press: (target) => target.click(),
  fill: (field, text) => field.fill(text),
};

// Tab until it has the focus, as somebody without a mouse does.
async function tabTo(page, target) {
  await expect(target).toBeVisible();
  const reached = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 200; presses += 1) {
    if (await reached()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never reached it");
}

const byKeyboard = (page) => ({
  press: async (target) => { await tabTo(page, target); await page.keyboard.press("Enter"); },
  fill: async (field, text) => {
    await tabTo(page, field);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
  },
});

async function draftToDone(page, server, { press, fill }, live) {
  const settled = async () => { if (live) await hydrated(page); };
  await page.goto(`${server.address}/orders`);
  await settled();
  await expect(page.getByText("No orders yet")).toBeVisible();
  await press(page.getByRole("button", { name: "Draft orders for all that is missing" }));
  await expect(page.getByText("2 drafts hold")).toBeVisible();
  await expect(orderRow(page, "Chipshop")).toContainText("builds 6, 7");
  await expect(orderRow(page, "Chipshop")).toContainText("$18.50");
  await press(page.getByRole("link", { name: "Chipshop" }));

  // The price follows the quantity; a line more, and less again.
  await expect(heading(page)).toContainText("Chipshop");
  await settled();
  await fill(page.getByLabel("Quantity of Chorus delay line"), "4");
  await press(page.getByRole("button", { name: "Save quantities" }));
  await expect(page.getByLabel("Figures")).toContainText("$23.00");
  await fill(page.getByLabel("Item number or part"), "cs-chorus-led");
  await fill(page.getByLabel("Quantity", { exact: true }), "10");
  await press(page.getByRole("button", { name: "Add", exact: true }));
  await expect(page.getByLabel("Figures")).toContainText("$26.00");
  await press(page.getByRole("button", { name: "Remove Chorus lamp" }));
  await expect(page.getByRole("row").filter({ hasText: "Chorus lamp" })).toHaveCount(0);
  await expect(page.getByLabel("Figures")).toContainText("$23.00");
  await press(page.getByRole("button", { name: "Place order" }));
  await expect(heading(page)).toContainText("placed");

  // In two parts, the first to a place of its own.
  const came = page.getByLabel("Pieces of Chorus delay line that came");
  await expect(came).toHaveValue("4");
  await fill(came, "1");
  if (live) await expect(page.getByText("3 stay open")).toBeVisible();
  await fill(page.getByLabel("Place for Chorus delay line"), "Tray 9");
  await press(page.getByRole("button", { name: "Receive", exact: true }));
  await expect(heading(page)).toContainText("part received");
  await expect(page.getByRole("table", { name: "What came" })).toContainText("Tray 9");
  const builds = page.getByRole("table", { name: "Builds" });
  await expect(builds.getByRole("row").filter({ hasText: "Build 6" })).toContainText("everything is here");
  await expect(came).toHaveValue("3");
  await press(page.getByRole("button", { name: "Receive", exact: true }));
  await expect(heading(page)).toContainText("received");
  await expect(page.getByRole("button", { name: "Receive", exact: true })).toHaveCount(0);
  if (live) await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // What came is reserved and used up.
  await press(builds.getByRole("link", { name: "Build 6" }));
  await expect(heading(page)).toContainText("Build 6");
  await press(page.getByRole("button", { name: "Reserve", exact: true }));
  await expect(heading(page)).toContainText("clear to build");
  await press(page.getByRole("link", { name: "Complete", exact: true }));
  await expect(heading(page)).toContainText("Complete build 6");
  await fill(page.getByLabel("Finished pieces"), "1");
  if (live) await expect(page.getByRole("row").filter({ hasText: "Chorus delay line" })).toContainText(/Tray 9|Shelf 2/);
  await press(page.getByRole("button", { name: "Complete", exact: true }));
  await expect(page.getByText("1 of 2 made")).toBeVisible();
  await press(page.getByRole("link", { name: "Complete", exact: true }));
  await expect(page.getByLabel("Finished pieces")).toHaveValue("1");
  await press(page.getByRole("button", { name: "Complete", exact: true }));
  await expect(heading(page)).toContainText("completed");
  // A mistake is taken back.
  await press(page.getByRole("button", { name: "Take the last completion back" }));
  await expect(heading(page)).toContainText("clear to build");
}

test("from what is missing to what is built", async ({ page }) => {
  test.slow();
  await withServer((server) => draftToDone(page, server, byMouse, true));
});

test("from what is missing to what is built, by keyboard alone", async ({ page }) => {
  test.slow();
  await withServer((server) => draftToDone(page, server, byKeyboard(page), true));
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("from what is missing to what is built, by forms", async ({ page }) => {
    test.slow();
    await withServer((server) => draftToDone(page, server, byMouse, false));
  });
});

// Drafts for everything, made beside the server.
async function withDrafts(use) {
  await withServer(async (server) => {
    await server.ctb("order", "--all");
    await use(server);
  });
}

test.describe("what cannot be done", () => {
  test.use({ expectedFailures: /\/fn\/orders\/|\/api\/events/ });

  test("is said, and what was typed stays", async ({ page }) => {
    await withDrafts(async (server) => {
      await page.goto(`${server.address}/orders`);
      await page.getByRole("link", { name: "Chipshop" }).click();
      await hydrated(page);
      const quantity = page.getByLabel("Quantity of Chorus delay line");
      await quantity.fill("many");
      await expect(quantity).toHaveAttribute("aria-invalid", "true");
      await page.getByRole("button", { name: "Save quantities" }).click();
      await expect(page.getByRole("alert")).toContainText("“many” is not a number");
      await expect(quantity).toHaveValue("many");
      await page.getByLabel("Item number or part").fill("flux capacitor");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await expect(page.getByRole("alert")).toContainText("Chipshop offers no “flux capacitor”");
      await expect(page.getByLabel("Item number or part")).toHaveValue("flux capacitor");
    });
  });

  test("somebody else's change is not overwritten", async ({ page, context }) => {
    await withDrafts(async (server) => {
      await page.goto(`${server.address}/orders`);
      const address = await page.getByRole("link", { name: "Chipshop" }).getAttribute("href");
      // A page that hears of nothing: the stream is cut.
      await context.route("**/api/events*", (route) => route.abort("aborted"));
      await page.goto(server.address + address);
      await hydrated(page);
      await server.ctb("place", address.split("/").pop());
      await page.getByLabel("Quantity of Chorus delay line").fill("9");
      await page.getByRole("button", { name: "Save quantities" }).click();
      await expect(page.getByRole("alert")).toContainText("only a draft can be changed");
    });
  });
});

test("the list is narrowed, sorted and searched by its address", async ({ page }) => {
  await withDrafts(async (server) => {
    await page.goto(`${server.address}/orders?show=draft&sort=total`);
    await hydrated(page);
    await expect(page.getByRole("row").nth(1)).toContainText("Partshop");
    await page.getByRole("link", { name: "Placed 0" }).click();
    await expect(page.getByText("No such order")).toBeVisible();
    await page.goto(`${server.address}/orders?q=chip`);
    await expect(orderRow(page, "Chipshop")).toHaveCount(1);
    await expect(orderRow(page, "Partshop")).toHaveCount(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});

test("a cart is copied and downloaded as its shop takes it", async ({ page, request }) => {
  await withDrafts(async (server) => {
    await page.goto(`${server.address}/orders`);
    await page.getByRole("link", { name: "Chipshop" }).click();
    await page.getByRole("link", { name: "Cart for the shop" }).click();
    const cart = page.getByLabel(/Cart of order/);
    await expect(cart).toContainText("CS-CHORUS-DELAY,3");
    await hydrated(page);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("link", { name: "CSV file" }).click();
    await expect(cart).toContainText("Part Number");
    const address = await page.getByRole("link", { name: "Download" }).getAttribute("href");
    const file = await request.get(server.address + address);
    expect(file.headers()["content-disposition"]).toMatch(/order-\d+\.csv/);
    expect(await file.text()).toContain("CS-CHORUS-DELAY");
    expect((await request.get(`${server.address}/orders/99/cart.csv`)).status()).toBe(404);
  });
});
