// A build's page: its numbers follow an edit as it is typed, without asking the server, and explain
// themselves; what is saved and reserved is what the server says.
import { expect, expectAccessible, open, test } from "./fixtures.js";

// Four LFO, of which nothing here is ever saved; the other two are each changed by one test.
const lfo = "/builds/2";
const clock = "/builds/3";
const divider = "/builds/4";
// Two Chorus each, of which a delay line is missing; one build for each of two tests.
const chorus = "/builds/6";
const chorusForms = "/builds/7";

const quantity = (page) => page.getByLabel("Quantity", { exact: true });
const missing = (page, part) => page.getByRole("link", { name: new RegExp(`missing of ${part}[^:]*: why`) });
const figure = (page, label) => page.getByLabel("Figures").getByText(label, { exact: true }).locator("..");
const rowOf = (page, part, references) => page.getByRole("row").filter({ hasText: part }).filter({ hasText: references });
const state = (page) => page.getByRole("heading", { level: 1 });

test("the numbers follow each keystroke, and undo puts them back", async ({ page }) => {
  await open(page, lfo);
  await expect(missing(page, "TL074")).toHaveText("2");
  await quantity(page).fill("6");
  await expect(missing(page, "TL074")).toHaveText("8");
  await expect(page.getByText("Quantity 4 → 6")).toBeVisible();
  await page.getByRole("link", { name: "Undo" }).click();
  await expect(missing(page, "TL074")).toHaveText("2");
  await expect(page.getByText("not saved")).toBeHidden();
});

test("an edit is worked out in the browser: no request is sent", async ({ page, context }) => {
  await open(page, lfo);
  const sent = [];
  await context.route("**/*", (route) => { sent.push(route.request().url()); return route.abort(); });
  await expect(figure(page, "Buildable now")).toContainText("0");
  await expect(figure(page, "To buy")).toContainText("$10.29");
  await expect(figure(page, "To buy")).toContainText("1 vendor, shipping included");
  await page.getByRole("button", { name: "One less: Quantity" }).click();
  await page.getByRole("checkbox", { name: "Build with SW1" }).uncheck();
  await expect(missing(page, "BAT54S")).toHaveText("4");
  await expect(figure(page, "Buildable now")).toContainText("1");
  await page.getByRole("checkbox", { name: "Build with BAT54S" }).uncheck();
  await expect(missing(page, "BAT54S")).toHaveText("0");
  await expect(figure(page, "Buildable now")).toContainText("3");
  await expect(figure(page, "To buy")).toContainText("nothing to buy");
  await expect(state(page)).toContainText("everything is here");
  await page.getByRole("link", { name: "Undo" }).click();
  await expect(missing(page, "TL074")).toHaveText("2");
  expect(sent).toEqual([]);
  await context.unroute("**/*");
});

test("what is no number changes nothing and is marked", async ({ page }) => {
  await open(page, lfo);
  await quantity(page).fill("4x");
  await expect(quantity(page)).toHaveAttribute("aria-invalid", "true");
  await expect(missing(page, "TL074")).toHaveText("2");
  await page.getByRole("button", { name: "One more: Quantity" }).click();
  await expect(quantity(page)).toHaveValue("5");
  await expect(quantity(page)).not.toHaveAttribute("aria-invalid", "true");
});

test("a number opens where it comes from, without losing the edit", async ({ page }) => {
  await open(page, lfo);
  await quantity(page).fill("6");
  await missing(page, "TL074").click();
  await expect(missing(page, "TL074")).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByText("needed: 6 × 3 (U1–U3)")).toBeVisible();
  await expect(page.getByText("in Cabinet A/Drawer 3")).toBeVisible();
  await expect(page.getByRole("link", { name: "Mixer build 1" })).toHaveAttribute("href", "/builds/1");
  await expect(page).toHaveURL(/why=part1/);
  await missing(page, "TL074").click();
  await expect(page.getByText("needed: 6 × 3 (U1–U3)")).toBeHidden();
  await expect(quantity(page)).toHaveValue("6");
});

test("the address keeps what is shown", async ({ page }) => {
  await open(page, lfo);
  await page.getByRole("link", { name: "Missing 2" }).click();
  await expect(page).toHaveURL(/show=missing/);
  await expect(page.getByRole("checkbox")).toHaveCount(2);
  await page.getByRole("link", { name: /^All/ }).click();
  await page.getByRole("searchbox").fill("0805 10k");
  await expect(page).toHaveURL(/q=0805/);
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("checkbox")).toHaveCount(1);
});

test("a line without a part leads to where it is matched", async ({ page }) => {
  await open(page, lfo);
  await missing(page, "SW1").click();
  await page.getByRole("link", { name: "find one" }).click();
  await expect(page).toHaveURL(/\/projects\/\d+\/versions\/\d+\?show=unmatched&fix=\d+$/);
  await expect(page.getByRole("link", { name: "Fix SW1" })).toHaveAttribute("aria-expanded", "true");
});

test("saved and reserved, it is clear to build", async ({ page, server }) => {
  await open(page, clock);
  await expect(missing(page, "Clock transistor")).toHaveText("2");
  await page.getByRole("button", { name: "One less: Quantity" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByText("not saved")).toBeHidden();
  await expect(state(page)).toContainText("1 line without a part");

  // Reserving saves first what is not saved.
  await page.getByRole("checkbox", { name: "Build with SW1" }).uncheck();
  await page.getByRole("button", { name: "Reserve", exact: true }).click();
  await expect(page.getByText("Reserved: clear to build")).toBeVisible();
  await expect(state(page)).toContainText("clear to build");
  await expect(page.getByRole("button", { name: "Reserve" })).toHaveCount(0);
  await expectAccessible(page);

  // The same after loading the page anew, and in the database.
  await open(page, clock);
  await expect(state(page)).toContainText("clear to build");
  await expect(quantity(page)).toHaveValue("3");
  const { builds } = JSON.parse((await server.ctb("export")).stdout);
  expect(builds.find(({ key }) => key === "clock")).toMatchObject({ status: "cleared", quantity: 3, leave_out: ["SW1"] });

  // More than is reserved: said before it is saved.
  await page.getByRole("button", { name: "One more: Quantity" }).click();
  await expect(page.getByText("Saved, it is open again")).toBeVisible();
});

test("what is optional is taken in by its box, and what is not populated says so", async ({ page, server }) => {
  await open(page, chorus);
  await expect(rowOf(page, "Chorus link", "R9")).toContainText("do not populate");
  await expect(rowOf(page, "Chorus link", "R9").getByRole("checkbox")).toHaveCount(0);
  await expect(rowOf(page, "Chorus lamp", "D1")).toContainText("optional");
  await expect(page.getByText("1 of 2", { exact: true })).toBeVisible();

  // A part of its own, and one that other rows need too.
  const lamp = page.getByRole("checkbox", { name: "Build with Chorus lamp, optional D1" });
  const capacitor = page.getByRole("checkbox", { name: "Build with Chorus capacitor, optional C3" });
  await expect(lamp).not.toBeChecked();
  await lamp.check();
  await capacitor.check();
  await expect(page.getByText("Chorus capacitor, Chorus lamp taken in")).toBeVisible();
  await expect(page.getByText("2 of 3", { exact: true })).toBeVisible();
  await expect(rowOf(page, "Chorus capacitor", "C1–C3")).toContainText("6");
  await page.getByRole("link", { name: "Undo" }).click();
  await expect(lamp).not.toBeChecked();
  await lamp.check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await open(page, chorus);
  await expect(lamp).toBeChecked();
  await expect(capacitor).not.toBeChecked();
  await expectAccessible(page);

  // What is missing is ordered, and the sum is what the command line says.
  await expect(figure(page, "To buy")).toContainText("$9.50");
  const order = page.getByRole("button", { name: "Order what is missing" });
  await expect(order).toHaveClass(/btn-primary/);
  await order.click();
  await expect(page.getByText(/^Drafted: order \d+ \(Chipshop\)$/)).toBeVisible();
  await expect(order).toHaveCount(0);
  await expect(figure(page, "To buy")).toContainText("all of it is drafted");
  await expect(rowOf(page, "Chorus delay line", "U1")).toContainText("1 drafted");
  const drafted = JSON.parse((await server.ctb("order", "6", "--json")).stdout);
  expect(drafted).toMatchObject({ total: "9.50", orders: [{ vendor: "Chipshop", shipping: "5.00" }] });
});

test.describe("somebody else was faster", () => {
  test.use({ expectedFailures: /\/fn\/builds\/edit$/ });

  test("the edit is refused with a sentence, kept, and can be saved after looking", async ({ page, server }) => {
    // Before this browser hears of it.
    await page.route(/\/api\/events/, (route) => route.fulfill({ contentType: "text/event-stream", body: "" }));
    await open(page, "/builds/5");
    await server.ctb("edit", "5", "--quantity", "7");
    await quantity(page).fill("3");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toContainText(/was changed by .+ in the meantime/);
    await expect(quantity(page)).toHaveValue("3");
    await page.getByRole("button", { name: "Show how it stands now" }).click();
    await expect(page.getByText("Quantity 7 → 3")).toBeVisible();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a build is edited, saved and reserved by forms", async ({ page }) => {
    await page.goto(divider);
    await page.getByRole("button", { name: "One less: Quantity" }).click();
    await expect(quantity(page)).toHaveValue("3");
    await expect(missing(page, "Divider transistor")).toHaveText("0");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(/\/builds\/4$/);
    await expect(quantity(page)).toHaveValue("3");
    await expect(page.getByText("not saved")).toBeHidden();
    await page.getByRole("checkbox", { name: "Build with SW1" }).uncheck();
    await page.getByRole("button", { name: "Reserve what is here" }).click();
    await expect(page).toHaveURL(/\/builds\/4$/);
    await expect(state(page)).toContainText("clear to build");
    await expect(page.getByRole("checkbox", { name: "Build with SW1" })).not.toBeChecked();
  });

  test("what is optional is taken in, and what is missing ordered, by forms", async ({ page }) => {
    await page.goto(chorusForms);
    const lamp = page.getByRole("checkbox", { name: "Build with Chorus lamp, optional D1" });
    await lamp.check();
    await page.getByRole("button", { name: "One more: Quantity" }).click();
    await expect(lamp).toBeChecked();
    await expect(page.getByText("Quantity 2 → 3, Chorus lamp taken in")).toBeVisible();
    await page.getByRole("button", { name: "Order what is missing" }).click();
    await expect(page).toHaveURL(/\/builds\/7$/);
    await expect(quantity(page)).toHaveValue("3");
    await expect(lamp).toBeChecked();
    await expect(rowOf(page, "Chorus delay line", "U1")).toContainText("2 drafted");
    await expect(page.getByRole("button", { name: "Order what is missing" })).toHaveCount(0);
  });

  test("what cannot be saved is said on the page", async ({ page }) => {
    await page.goto("/builds/2?edited=1&quantity=5");
    await quantity(page).fill("many");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toContainText("“many” is not a number of pieces");
  });
});
