// Parts: the list finds by any notation and keeps what it shows in its address; a part is made, counted,
// edited, given offers and stand-ins.
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, open, test } from "./fixtures.js";
import { startServer } from "./server.mjs";

// A workshop of its own, so that what is changed disturbs nobody.
const own = test.extend({
  server: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop();
  },
});

const row = (page, name) => page.getByRole("row").filter({ hasText: name });

test("a value in any notation finds its parts, and the address keeps it", async ({ page }) => {
  await open(page, "/parts");
  for (const notation of ["4k7", "4.7k", "4700"]) {
    await page.getByRole("searchbox", { name: "Search parts" }).fill(notation);
    await expect(page).toHaveURL(new RegExp(`q=${notation}`));
    await expect(row(page, "4.7k").first()).toBeVisible();
    await expect(row(page, "TL074")).toHaveCount(0);
  }
  await page.reload();
  await expect(row(page, "4.7k").first()).toBeVisible();
});

test("choices and orders stand in the address and are links", async ({ page }) => {
  await open(page, "/parts");
  await page.getByRole("link", { name: "Without offer" }).click();
  await expect(page).toHaveURL(/show=no/);
  await page.goBack();
  await expect(row(page, "TL074").first()).toBeVisible();
  await open(page, "/parts?sort=-on_hand");
  await expect(page.getByRole("row").nth(1)).toContainText("1N4148");
  await open(page, "/parts?symbol=U");
  await expect(row(page, "100n")).toHaveCount(0);
});

test("the export holds what the list shows", async ({ request }) => {
  const answer = await request.get("/parts.csv?q=tl074");
  expect(answer.headers()["content-type"]).toContain("text/csv");
  const lines = (await answer.text()).trim().split("\r\n");
  expect(lines[0]).toContain("On hand");
  expect(lines[1]).toContain("TL074");
  expect(lines.length).toBe(2);
});

own("a part is made, put somewhere, counted, and the count taken back", async ({ page }) => {
  await open(page, "/parts/new?name=22u");
  await expect(page.getByLabel("Name")).toHaveValue("22u");
  await page.getByLabel("Name").fill("22u 35V");
  await page.getByLabel("Symbol").fill("C");
  await page.getByLabel("Value").fill("22u");
  await page.getByRole("button", { name: "Make the part" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("22u 35V");
  await page.getByLabel("Place").fill("Box 7");
  await page.getByLabel("How many?").fill("40");
  await page.getByRole("button", { name: "Put", exact: true }).click();
  await expect(row(page, "Box 7")).toContainText("40");
  await row(page, "Box 7").getByRole("link", { name: "Count" }).click();
  await page.getByLabel("How many lie there?").fill("38");
  await page.getByRole("button", { name: "Count", exact: true }).click();
  await expect(page.getByText("22u 35V in Box 7 counted: 38; it was 40")).toBeVisible();
  await expect(row(page, "Box 7")).toContainText("38");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row(page, "Box 7")).toContainText("40");
  await page.getByRole("link", { name: "History" }).click();
  await expect(row(page, "counted")).toContainText("−2");
  const export_ = await page.request.get(await page.getByRole("link", { name: "Export CSV" }).getAttribute("href"));
  const [head, undone, counted, put] = (await export_.text()).trimEnd().split("\r\n");
  expect(head).toContain("When,What,Pieces,Reserved,Then there,Where");
  for (const [line, says] of [[undone, ",2,0,40,Box 7,"], [counted, ",counted,-2,0,38,Box 7,"], [put, ",put,40,0,40,Box 7,"]]) expect(line).toContain(says);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

own("an edit that somebody else made in the meantime is told, and what was typed stays", async ({ page, context }) => {
  await open(page, "/parts?q=tl074");
  await row(page, "TL074").getByRole("link").first().click();
  await page.getByRole("link", { name: "Edit" }).first().click();
  await expect(page.getByLabel("Manufacturer", { exact: false }).first()).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await hydrated(other);
  await other.getByLabel("Ratings").fill("36V");
  await other.getByRole("button", { name: "Save" }).click();
  await expect(other.getByText("Saved")).toBeVisible();
  await page.getByLabel("Tolerance").fill("none");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("changed this part while you did");
  await expect(page.getByRole("alert")).toContainText("36V");
  await expect(page.getByLabel("Tolerance")).toHaveValue("none");
});
own.use({ expectedFailures: /\/fn\/parts\// });

own("offers and stand-ins are added and taken away", async ({ page }) => {
  await open(page, "/parts?q=tl074");
  await row(page, "TL074").getByRole("link").first().click();
  await page.getByRole("link", { name: "Offers" }).click();
  await page.getByText("Add an offer").click();
  await page.getByLabel("Vendor\u2019s number").fill("CS-TL074");
  await page.getByLabel("Prices").fill("1 0.55\n10 0.48");
  await page.getByRole("button", { name: "Add the offer" }).click();
  await expect(row(page, "CS-TL074")).toContainText("0.48");
  await page.getByRole("link", { name: "Stand-ins" }).click();
  await page.getByLabel("Part", { exact: true }).fill("no such part");
  await page.getByRole("button", { name: "Add the stand-in" }).click();
  await expect(page.getByRole("alert")).toContainText("no such part");
  await expect(page.getByLabel("Part", { exact: true })).toHaveValue("no such part");
});

own.describe("without scripts", () => {
  own.use({ javaScriptEnabled: false });

  own("a part is made and counted by forms; what cannot be comes back with what was typed", async ({ page }) => {
    await page.goto("/parts/new");
    await page.getByLabel("Name").fill("Knob");
    await page.getByLabel("Low stock").fill("few");
    await page.getByRole("button", { name: "Make the part" }).click();
    await expect(page.getByRole("alert")).toContainText("no whole number");
    await expect(page.getByLabel("Name")).toHaveValue("Knob");
    await page.getByLabel("Low stock").fill("5");
    await page.getByRole("button", { name: "Make the part" }).click();
    await expect(page).toHaveURL(/\/parts\/\d+$/);
    await page.getByLabel("Place").fill("Box 7");
    await page.getByLabel("How many?").fill("4");
    await page.getByRole("button", { name: "Put", exact: true }).click();
    await expect(row(page, "Box 7")).toContainText("4");
    await expect(page.getByText("4 of Knob put into Box 7")).toBeVisible();
    await expect(page.getByText("low: under 5")).toBeVisible();
  });
});
