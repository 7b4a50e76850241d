// Lists: searched, sorted and filtered by their address; gone through by keyboard; exported as shown.
import { readFile } from "node:fs/promises";
import { expect, expectAccessible, hydrated, open, test } from "./fixtures.js";

const rows = (page) => page.locator("main tbody .row-item");
const names = (page) => page.locator("main tbody .row-lead").allTextContents();

test("the search narrows the list and stands in the address", async ({ page }) => {
  await open(page, "/builds");
  const all = await rows(page).count();
  await page.getByRole("searchbox", { name: "Search builds" }).fill("mixer");
  await expect(page).toHaveURL(/[?&]q=mixer/);
  await expect(rows(page)).toHaveCount(1);
  expect(all).toBeGreaterThan(1);
  await page.reload();
  await hydrated(page);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Search builds" }).fill("nothing has this");
  await expect(page.getByText("No build fits")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Show all builds" }).click();
  await expect(rows(page)).toHaveCount(all);
  await expect(page.getByRole("searchbox", { name: "Search builds" })).toHaveValue("");
});

test("what is typed before the browser's part is there is heard", async ({ page }) => {
  // The scripts wait until something was typed.
  let arrive;
  const typed = new Promise((resolve) => { arrive = resolve; });
  await page.route(/\.wasm$/, async (route) => { await typed; await route.continue(); });
  await page.goto("/builds", { waitUntil: "commit" });
  const search = page.getByRole("searchbox", { name: "Search builds" });
  await search.pressSequentially("mixer");
  arrive();
  await hydrated(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(search).toHaveValue("mixer");
  await expect(page).toHaveURL(/[?&]q=mixer/);
});

test("percent signs survive the address", async ({ page }) => {
  await open(page, "/builds?show=missing");
  await page.getByRole("searchbox", { name: "Search builds" }).fill("50%20");
  await expect(page).toHaveURL(/q=50/);
  await page.waitForFunction(() => document.querySelector("main").textContent.includes("No build fits"));
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search builds" })).toHaveValue("50%20");
});

test("filters and order are links", async ({ page }) => {
  await open(page, "/builds");
  await page.getByRole("link", { name: /Missing parts/ }).click();
  await expect(page).toHaveURL(/show=missing/);
  const sort = page.getByRole("link", { name: /^Build\b/ }).filter({ visible: true }).first();
  await sort.click();
  await expect(page).toHaveURL(/show=missing.*sort=name|sort=name.*show=missing/);
  const sorted = await names(page);
  expect(sorted).toEqual([...sorted].sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase())));
  await sort.click();
  await expect(page).toHaveURL(/sort=-name/);
  await expect.poll(() => names(page)).toEqual([...sorted].reverse());
});

test("the export holds what is shown", async ({ page }) => {
  await open(page, "/builds?show=missing&sort=name");
  const shown = await names(page);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe("builds.csv");
  const [head, ...lines] = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(head).toMatch(/^\uFEFFBuild,Project,Version,Quantity/);
  expect(lines.map((line) => line.split(",").slice(1, 3).join(" "))).toEqual(shown);
});

for (const { path, label, column, heads, search } of [
  { path: "/vendors", label: "Vendors", column: "Vendor", heads: "Vendor,Address,Currency", search: "Search vendors" },
  { path: "/packages", label: "Packages", column: "Package", heads: "Package,Technology,Footprints", search: "Search packages" },
  { path: "/stock", label: "Places", column: "Place", heads: "Place,Kit of build,Parts,Pieces", search: "Search places" },
  { path: "/stock/1", label: "What lies here", column: "Part", heads: "Part,Package,Lot,On hand", search: "Search what lies here" },
  { path: "/projects/2", label: "Versions", column: "Version", heads: "Version,Git ref,Commit" },
]) {
  test(`${path} is sorted by name both ways, searched, and exported as shown`, async ({ page }) => {
    const things = () => page.getByRole("table", { name: label }).locator("tbody .row-item > td:first-child > :first-child").allTextContents();
    const sort = page.getByRole("link", { name: new RegExp(`^${column}\\b`) }).filter({ visible: true }).first();
    await open(page, path);
    await sort.click();
    await expect(page).toHaveURL(/sort=/);
    const natural = (list) => list.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" }));
    await expect.poll(async () => { const shown = await things(); return shown.length > 0 && shown.join() === natural(shown).join(); }).toBe(true);
    const sorted = await things();
    await sort.click();
    await expect(page).toHaveURL(/sort=-/);
    await expect.poll(things).toEqual([...sorted].reverse());
    if (search) {
      await page.getByRole("searchbox", { name: search }).fill(sorted[0]);
      await expect(page).toHaveURL(/q=/);
      await expect.poll(things).toContain(sorted[0]);
    }
    const { head, lines } = await exported(page);
    expect(head).toContain(heads);
    // A list that is searched on the server comes a little later than its address.
    await expect.poll(async () => (await things()).length).toBe(lines.length);
    const shown = await things();
    for (const [place, line] of lines.entries()) expect(line.replaceAll('"', "")).toContain(`${shown[place]},`);
  });
}

async function exported(page) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).first().click();
  const download = await waiting;
  const [head, ...lines] = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  return { file: download.suggestedFilename(), head: head.slice(1), lines };
}

function firstCell(line) {
  const [, quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^,]*))/.exec(line);
  return quoted?.replaceAll('""', '"') ?? plain;
}

for (const query of ["", "?show=missing", "?show=left-out", "?sort=part", "?sort=-needed", "?sort=state&q=r"]) {
  test(`the needs of a build are exported as shown: /builds/2${query}`, async ({ page }) => {
    const parts = page.getByRole("table", { name: "What the build needs" }).locator("tr:not(.row-explains) .cell-lead > :first-child");
    await open(page, `/builds/2${query}`);
    const shown = (await parts.allTextContents()).map((name) => name.trim());
    const { file, head, lines } = await exported(page);
    expect(file).toBe("build-2.csv");
    expect(head).toBe("Part,Key,References,Needed,Reserved,Free,Missing,On the way,Drafted,To buy,State");
    expect(shown.length).toBeGreaterThan(0);
    expect(lines.map(firstCell)).toEqual(shown);
  });
}

test("the needs of a build are sorted by a press", async ({ page }) => {
  const parts = () => page.getByRole("table", { name: "What the build needs" }).locator("tr:not(.row-explains) .cell-lead > :first-child").allTextContents();
  const sort = page.getByRole("link", { name: /^Part\b/ }).filter({ visible: true }).first();
  await open(page, "/builds/2");
  const own = await parts();
  await sort.click();
  await expect(page).toHaveURL(/sort=part/);
  const sorted = own.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true, sensitivity: "base" }));
  await expect.poll(parts).toEqual(sorted);
  await sort.click();
  await expect.poll(parts).toEqual(sorted.toReversed());
  await sort.click();
  await expect.poll(parts).toEqual(own);
});

test("the lines of a BOM are exported as shown", async ({ page }) => {
  await open(page, "/projects/2/versions/2");
  const rows = page.getByRole("table", { name: "Lines of the BOM" }).locator(".row-item");
  const count = await rows.count();
  const all = await exported(page);
  expect(all.file).toBe("bom.csv");
  expect(all.head).toMatch(/^Line,References,Quantity,Value,Footprint.*,State,Part,Why$/);
  expect(all.lines).toHaveLength(count);
  await page.getByRole("searchbox", { name: "Search the lines" }).fill("10k");
  await expect(page).toHaveURL(/q=10k/);
  await expect.poll(() => rows.count()).toBeLessThan(count);
  const found = await exported(page);
  expect(found.lines).toHaveLength(await rows.count());
  expect(found.lines.every((line) => line.includes("10k"))).toBe(true);
  const places = () => rows.locator("td:first-child > :first-child").allTextContents();
  await open(page, "/projects/2/versions/2?sort=-references");
  const turned = await exported(page);
  expect(turned.lines.map((line) => Number(line.split(",")[0]))).toEqual(
    (await rows.locator("td:first-child > :nth-child(2)").allTextContents()).map((text) => Number(text.replace("line ", ""))),
  );
  const last = await places();
  await page.getByRole("link", { name: /^References\b/ }).filter({ visible: true }).first().click();
  await expect.poll(places).not.toEqual(last);
  await expect(page).not.toHaveURL(/sort=/);
});

test("a list is gone through by keyboard", async ({ page }) => {
  await open(page, "/builds");
  const leads = page.locator("main tbody .row-lead");
  await page.keyboard.press("j");
  await expect(leads.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(leads.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(leads.nth(0)).toBeFocused();
  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: "Search builds" });
  await expect(search).toBeFocused();
  await page.keyboard.type("jk?");
  await expect(search).toHaveValue("jk?");
  await search.fill("");
  await page.keyboard.press("Escape");
  await expect(search).not.toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/builds\/\d+$/);
});

test("a whole row leads to its thing", async ({ page }) => {
  await open(page, "/projects");
  const row = rows(page).first();
  const box = await row.boundingBox();
  await page.mouse.click(box.x + box.width - 12, box.y + box.height / 2);
  await expect(page).toHaveURL(/\/projects\/\d+$/);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("search, filter and order load the page anew", async ({ page }) => {
    await page.goto("/builds?show=missing");
    const search = page.getByRole("searchbox", { name: "Search builds" });
    await search.fill("LFO");
    await search.press("Enter");
    await expect(page).toHaveURL(/show=missing/);
    await expect(page).toHaveURL(/q=LFO/);
    await expect(search).toHaveValue("LFO");
    for (const name of await names(page)) expect(name).toContain("LFO");
  });

  test("what the dock has no room for is behind More", async ({ page, viewport }) => {
    test.skip(viewport.width > 1023, "a desk shows every place");
    await page.goto("/builds");
    await page.getByRole("link", { name: "More" }).filter({ visible: true }).click();
    await page.getByRole("main").getByRole("link", { name: /Settings/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  });

  test("a refused form comes back with what was typed", async ({ page }) => {
    await page.goto("/settings");
    const name = page.getByLabel("Name");
    const typed = `${"much too long ".repeat(20)}100%41`;
    await name.evaluate((field) => field.removeAttribute("maxlength")).catch(() => {});
    await name.fill(typed);
    await page.getByRole("button", { name: "Keep the name" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(name).toHaveValue(typed);
  });
});
