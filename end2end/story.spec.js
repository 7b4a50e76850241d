// The whole main job in one go, as a stranger does it: from the address of a repository to a completed build,
// with what is missing mended by an order that comes in two parts. Once by mouse, once by keyboard alone.
import { readFile } from "node:fs/promises";
import { expect, expectAccessible, expectNothingCutOff, expectNoSidewaysScroll, hydrated, test } from "./fixtures.js";
import { sha, startGitHub } from "./github.mjs";
import { byKeyboard, byMouse } from "./hands.js";
import { startServer } from "./server.mjs";

// A real BOM where this machine has one beside the checkout, which is not ours to ship; else one of our own.
const own = "Reference,Value,Footprint,Vendor,PartNum\nR1 R2,100k,Resistor_SMD:R_0805_2012Metric,,\nD1,BAT54S,Package_TO_SOT_SMD:SOT-23,,\nSW9,Toggle,Nowhere:Toggle,,\n";
const real = new URL("../../shared/boms/KickDrum/main/kick-drum.csv", import.meta.url);
const bom = await readFile(real, "utf8").catch(() => own);

const heading = (page) => page.getByRole("heading", { level: 1 });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const link = (page, name) => page.getByRole("link", { name, exact: true });

async function sound(page) {
  await hydrated(page);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expectNothingCutOff(page);
}

// From the address to an applied BOM without a line that wants a part.
async function plan(page, { press, fill }) {
  await page.goto("/projects/new");
  await sound(page);
  await fill(page.getByLabel("Address of the repository"), "https://github.com/maker/kick-drum");
  await press(button(page, "Look at the repository"));
  await expect(page.getByLabel("BOM file")).toHaveValue("kick-drum.csv");
  await hydrated(page);
  const form = page.locator("form").filter({ has: page.getByLabel("BOM file") });
  await fill(form.getByLabel("Version"), "r1");
  await press(button(form, "Create and preview"));
  await expect(heading(page)).toContainText("What was read");
  await sound(page);
  await press(button(page, "Apply"));
  await expect(heading(page)).toContainText("without a part");
  await sound(page);
  const unmatched = page.getByRole("link", { name: /^Fix / });
  for (let left = await unmatched.count(); left > 0; left = await unmatched.count()) {
    await press(unmatched.first());
    await press(button(page, "Ignore: it is no part").first());
    await expect(unmatched).toHaveCount(left - 1);
  }
  await expect(heading(page)).toContainText("every line has a part");
}

// As many as the shelves do not hold; what is here is reserved, the rest is drafted.
async function build(page, { press, fill }) {
  await page.goto("/builds/new?project=kick+drum&revision=r1");
  await expect(page.getByLabel("Project and version")).toBeVisible();
  await sound(page);
  await fill(page.getByLabel("Quantity", { exact: true }), "60");
  await press(button(page, "Make the build"));
  await expect(heading(page)).toContainText("Build ");
  const address = new URL(page.url()).pathname;
  await sound(page);
  await press(button(page, "Order what is missing"));
  await expect(page.getByText(/^Drafted: order/)).toBeVisible();
  await press(button(page, "Reserve what is here"));
  await expect(page.getByText("Reserved what is here")).toBeVisible();
  return address;
}

// Places each draft and takes it in, the first line of the first in two parts.
async function order(page, { press, fill }) {
  const drafts = page.getByRole("row").filter({ hasText: "draft" }).getByRole("link");
  await page.goto("/orders?status=draft");
  await sound(page);
  const numbers = await drafts.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(numbers.length).toBeGreaterThan(0);
  for (const [index, number] of [...new Set(numbers)].entries()) {
    await page.goto(number);
    await sound(page);
    await press(button(page, "Place order"));
    await expect(heading(page)).toContainText("placed");
    if (index === 0) {
      await fill(page.getByLabel(/^Pieces of .* that came$/).first(), "1");
      await press(button(page, "Receive"));
      await expect(heading(page)).toContainText("part received");
      await sound(page);
    }
    await press(button(page, "Receive"));
    await expect(button(page, "Receive")).toHaveCount(0);
    await expect(heading(page)).toContainText("received");
  }
}

async function complete(page, address, { press }) {
  await page.goto(address);
  await sound(page);
  await press(button(page, "Reserve"));
  await expect(heading(page)).toContainText("clear to build");
  await press(link(page, "Pick list"));
  await expect(heading(page)).toContainText("Pick");
  await sound(page);
  await page.goto(address);
  await hydrated(page);
  await press(link(page, "Complete"));
  await expect(page.getByLabel("Finished pieces")).toHaveValue("60");
  await sound(page);
  await press(button(page, "Complete"));
  await expect(heading(page)).toContainText("completed");
}

for (const [name, hands] of [["by mouse", byMouse], ["by keyboard alone", byKeyboard]]) {
  test(`from the address of a repository to a completed build, ${name}`, async ({ browser, page: watched }) => {
    test.setTimeout(600_000);
    const github = await startGitHub();
    github.put("maker/kick-drum", { branches: { main: sha(1) }, commits: { [sha(1)]: { "kick-drum.csv": bom } } });
    const server = await startServer({ bundle: null, clear: null, demo: true, settings: { CTB_GITHUB_URL: github.address } });
    try {
      const page = watched;
      await page.goto(server.address);
      const at = page.goto.bind(page);
      page.goto = (address, options) => at(new URL(address, server.address).href, options);
      const way = hands(page);
      await plan(page, way);
      const address = await build(page, way);
      await order(page, way);
      await complete(page, address, way);
      await server.ctb("check");
    } finally {
      await server.stop();
      await github.stop();
    }
  });
}
