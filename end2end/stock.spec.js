// Stock by place, receipts without an order, vendors and packages.
import { expect, expectAccessible, open, test } from "./fixtures.js";
import { startServer } from "./server.mjs";

const own = test.extend({
  server: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop();
  },
});
own.use({ expectedFailures: /\/fn\/(stock|vendors|packages)\// });

const row = (page, name) => page.getByRole("row").filter({ hasText: name });

test("a place shows what lies there and leads to the bench", async ({ page }) => {
  await open(page, "/stock");
  await page.getByRole("searchbox", { name: "Search places" }).fill("box");
  await expect(row(page, "Shelf 2")).toHaveCount(0);
  await row(page, "Box 12").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Box 12");
  await expect(row(page, "TL074")).toContainText("8");
  await row(page, "TL074").getByRole("link", { name: "Count" }).click();
  await expect(page.getByLabel("How many lie here?")).toBeVisible();
});

own("pieces come without an order, with what was paid", async ({ page }) => {
  await open(page, "/stock/receive");
  await page.getByLabel("Part", { exact: true }).fill("nothing like it");
  await page.getByLabel("How many?").fill("5");
  await page.getByLabel("Into which place?").fill("Box 9");
  await page.getByRole("button", { name: "Receive", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("nothing like it");
  await expect(page.getByLabel("How many?")).toHaveValue("5");
  await page.getByLabel("Part", { exact: true }).fill("tl074");
  await page.getByLabel("Paid for one").fill("0.55");
  await page.getByRole("button", { name: "Receive", exact: true }).click();
  await expect(page.getByText("5 of tl074 received into Box 9; 5 lie there now")).toBeVisible();
  await expect(page.getByLabel("How many?")).toHaveValue("");
  await expectAccessible(page);
});

own("a place is made, renamed, and archived once it is empty", async ({ page }) => {
  await open(page, "/stock");
  await page.getByText("New place").click();
  await page.getByLabel("Name").fill("Box 12");
  await page.getByRole("button", { name: "Make the place" }).click();
  await expect(page.getByRole("alert")).toContainText("taken");
  await page.getByLabel("Name").fill("Box 13");
  await page.getByRole("button", { name: "Make the place" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Box 13");
  await page.getByText("Rename or archive").click();
  await page.getByLabel("Name").fill("Box 14");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Box 14");
});

own("a vendor is made and changed", async ({ page }) => {
  await open(page, "/vendors");
  await page.getByRole("link", { name: "New vendor" }).click();
  await page.getByLabel("Name").fill("Cornershop");
  await page.getByLabel("Shipping").fill("lots");
  await page.getByRole("button", { name: "Make the vendor" }).click();
  await expect(page.getByRole("alert")).toContainText("no amount");
  await page.getByLabel("Shipping").fill("3.50");
  await page.getByRole("button", { name: "Make the vendor" }).click();
  await expect(row(page, "Cornershop")).toContainText("$3.50");
  await expectAccessible(page);
});

own("a package gets a footprint and what comes with it", async ({ page }) => {
  await open(page, "/packages");
  await row(page, "DIP-14").getByRole("link", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Footprint" }).fill("Package_DIP:DIP-14_W7.62mm");
  await page.getByRole("button", { name: "Add the footprint" }).click();
  await expect(row(page, "Package_DIP:DIP-14_W7.62mm").first()).toBeVisible();
  await expectAccessible(page);
});

own.describe("without scripts", () => {
  own.use({ javaScriptEnabled: false });

  own("pieces are received by a form", async ({ page }) => {
    await page.goto("/stock/receive");
    await page.getByLabel("Part", { exact: true }).fill("tl074");
    await page.getByLabel("How many?").fill("5");
    await page.getByLabel("Into which place?").fill("Box 10");
    await page.getByRole("button", { name: "Receive", exact: true }).click();
    await expect(page.getByText("5 of tl074 received into Box 10; 5 lie there now")).toBeVisible();
  });
});
