// A list of parts comes in: handed over, looked at, applied, fixed, undone.
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, open, test as base } from "./fixtures.js";
import { startServer } from "./server.mjs";

// Each test has an empty workshop of its own.
const test = base.extend({
  empty: async ({}, use) => {
    const server = await startServer({ bundle: null });
    await use(server);
    await server.stop();
  },
  baseURL: async ({ empty }, use) => use(empty.address),
});

const list = `Part,Description,Footprint,MPN,Total stock,Storage,Shelf life
R 10k,Resistor,R_0805_2012Metric,RC0805,"1,000",Drawer 1,
TL072,Dual op amp,DIP-8,TL072CP,~20,Drawer 2,2030
NE555,Timer,DIP-8,NE555P,many,Drawer 2,
Knob,,,,7,Box,
`;

async function handOver(page, text, name = "parts.csv") {
  await page.getByLabel("File").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Look at the list" }).click();
}

const isWhere = (page, path) => expect(page).toHaveURL(new RegExp(`/import${path}(\\?|$)`));

async function wholeWay(page) {
  await handOver(page, list);
  await isWhere(page, "/preview");
  await expect(page.getByLabel("A · Part")).toHaveValue("name");
  await expect(page.getByLabel("G · Shelf life")).toHaveValue("custom");
  await page.getByLabel("B · Description").selectOption("ignore");
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByLabel("B · Description")).toHaveValue("ignore");
  await page.getByLabel("B · Description").selectOption("description");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await isWhere(page, "");
  await expect(page.getByText("2 parts new, 0 changed, 2 counts. 2 rows wait to be fixed.")).toBeVisible();
  await page.getByRole("link", { name: "Fix the 2 rows that wait" }).click();
  await expect(page.getByText("is only about right")).toBeVisible();
  await page.getByLabel("Choose row 3").check();
  await page.getByRole("button", { name: "Take what is suggested" }).click();
  await expect(page.getByText("1 came in.")).toBeVisible();
  await page.getByLabel("All 1 rows").check();
  await page.getByLabel("Set", { exact: true }).selectOption("quantity");
  await page.getByLabel("to (optional)").fill("12");
  await page.getByRole("button", { name: "Set it" }).click();
  await expect(page.getByText("No rows wait here")).toBeVisible();
  await page.goto("/import");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Import 1 is undone.")).toBeVisible();
}

test("a list comes in, is fixed and undone", async ({ page }) => {
  await open(page, "/import");
  await expectAccessible(page);
  await wholeWay(page);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("a list comes in, is fixed and undone", async ({ page }) => {
    await page.goto("/import");
    await wholeWay(page);
  });
});

test("what a list says besides comes out again", async ({ page, request }) => {
  await open(page, "/import");
  await page.getByLabel("Or paste the rows").fill("Name\tQty\tShelf life\tWhere\nTL072\t4\t2030\tDrawer 1\nKnob\t2\t\tDrawer 1\n");
  await page.getByRole("button", { name: "Look at the list" }).click();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("2 parts new")).toBeVisible();
  const lines = (await (await request.get("/parts.csv?sort=-name")).text()).trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/,Tags,Shelf life$/);
  expect(lines[1]).toMatch(/TL072.*,2030$/);
  expect(lines[2]).toMatch(/Knob.*,$/);
});

test("every page of an import is accessible and fits", async ({ page }) => {
  await open(page, "/import");
  await handOver(page, list);
  await hydrated(page);
  const isSound = async () => {
    await expectAccessible(page);
    for (const width of [320, 390, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoSidewaysScroll(page);
    }
    expect(await page.locator("main .btn-primary:visible").count()).toBeLessThanOrEqual(1);
  };
  await expect(page.getByRole("heading", { level: 1 })).toContainText("What would come in");
  await isSound();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await hydrated(page);
  await isSound();
  await open(page, "/import/tray");
  await isSound();
});

test("rows are pasted, and the same list again changes nothing", async ({ page }) => {
  for (const told of ["1 part new", "says what is known already"]) {
    await open(page, "/import");
    await page.getByLabel("Or paste the rows").fill("Name\tQty\nTL072\t4\n");
    await page.getByRole("button", { name: "Look at the list" }).click();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByText(told)).toBeVisible();
  }
  await open(page, "/parts");
  await expect(page.getByRole("link", { name: "TL072" })).toHaveCount(1);
});

test("what is no list is refused with what to do", async ({ page }) => {
  await open(page, "/import");
  const bad = [
    ["", /no file was chosen/i],
    ["\u0000\u0001\u0002PNG", /no list of parts/i],
    ["1,2,3\n4,5,6\n", /no header was found/i],
    ["Name,Qty\n", /no rows below the header/i],
    ["x".repeat(10_100_000), /larger than 10 MB/i],
  ];
  for (const [text, why] of bad) {
    await handOver(page, text);
    await expect(page.getByRole("alert")).toContainText(why);
    await expect(page.getByRole("button", { name: "Look at the list" })).toBeVisible();
    await hydrated(page);
  }
  await handOver(page, "Name\nTL072\n");
  await isWhere(page, "/preview");
});

test("two columns for one thing are said, and nothing is lost", async ({ page }) => {
  await open(page, "/import");
  await handOver(page, list);
  await page.getByLabel("B · Description").selectOption("name");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("Two columns cannot both be the Name")).toHaveCount(2);
  await expect(page.getByLabel("B · Description")).toHaveValue("name");
});

test.describe("a list that is gone", () => {
  test.use({ expectedFailures: /imports?\/preview/ });
  test("leads back to the file", async ({ page }) => {
    await page.goto("/import/preview?list=nothing");
    await expect(page.getByText("There is no list to look at.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Choose the file again" })).toBeVisible();
  });
});

test("an empty workshop leads to the import", async ({ page }) => {
  await open(page, "/");
  await page.getByRole("link", { name: "Import a list of parts" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Import a list of parts" })).toBeVisible();
});
