// A new build, and what is decided about one as a whole: its place in line, its stand-ins, its end.
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, test } from "./fixtures.js";
import { startServer } from "./server.mjs";

async function withServer(use, options) {
  const server = await startServer(options);
  try { await use(server); } finally { await server.stop(); }
}

const version = (page) => page.getByLabel("Project and version");
const heading = (page) => page.getByRole("heading", { level: 1 });

test("a build is made of the version that the address names", async ({ page }) => {
  await withServer(async (server) => {
    await page.goto(`${server.address}/builds/new?project=LFO&revision=v2`);
    await hydrated(page);
    await expect(version(page).locator("option:checked")).toHaveText("LFO v2");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByLabel("Quantity").fill("3");
    await page.getByLabel("Priority").fill("5");
    await page.getByRole("button", { name: "Make the build" }).click();
    await expect(heading(page)).toContainText("Build 8");
    await expect(page.getByLabel("Quantity", { exact: true })).toHaveValue("3");
    await expect(page.getByText("first in line")).toBeVisible();
  });
});

test("a build is made by keyboard alone, from the list", async ({ page }) => {
  await withServer(async (server) => {
    await page.goto(`${server.address}/builds`);
    await hydrated(page);
    await page.getByRole("link", { name: "New build" }).focus();
    await page.keyboard.press("Enter");
    await expect(version(page)).toBeFocused();
    await page.keyboard.type("Clock");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    await expect(heading(page)).toContainText("Build 8Clock v1");
  });
});

test.describe("bad input", () => {
  test.use({ expectedFailures: /\/fn\/builds\/create/ });

  test("is said and kept", async ({ page }) => {
    await withServer(async (server) => {
      await page.goto(`${server.address}/builds/new?project=LFO`);
      await hydrated(page);
      await page.getByLabel("Quantity").fill("0");
      await page.getByRole("button", { name: "Make the build" }).click();
      await expect(page.getByRole("alert")).toContainText("A build has 1 to");
      await expect(page.getByLabel("Quantity")).toHaveValue("0");
      await page.getByLabel("Quantity").fill("2");
      await page.getByLabel("Priority").fill("soon");
      await page.getByRole("button", { name: "Make the build" }).click();
      await expect(page.getByRole("alert")).toContainText("“soon” is not a priority");
    });
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("a build is made, and bad input comes back as it was typed", async ({ page }) => {
    await withServer(async (server) => {
      await page.goto(`${server.address}/builds/new?project=Mixer`);
      await page.getByLabel("Quantity").fill("many");
      await page.getByRole("button", { name: "Make the build" }).click();
      await expect(page.getByRole("alert")).toContainText("“many” is not a number of pieces");
      await expect(page.getByLabel("Quantity")).toHaveValue("many");
      await expect(version(page).locator("option:checked")).toHaveText("Mixer v1");
      await page.getByLabel("Quantity").fill("1");
      await page.getByRole("button", { name: "Make the build" }).click();
      await expect(heading(page)).toContainText("Build 8");
    });
  });
});

test("a build moves up the line, is given a stand-in, is given up and taken up again", async ({ page }) => {
  await withServer(async (server) => {
    await page.goto(`${server.address}/builds/2`);
    await hydrated(page);
    await page.getByText("Place in line, and stand-ins for this build").click();
    await page.getByLabel("Priority").fill("9");
    await page.getByRole("button", { name: "Save the priority" }).click();
    await expect(page.getByText("first in line")).toBeVisible();
    const standIns = page.getByRole("table", { name: "Stand-ins for this build only" });
    await page.getByLabel("For", { exact: true }).selectOption({ label: "BAT54S" });
    await page.getByLabel("May be used instead").fill("1N4148");
    await page.getByRole("button", { name: "Allow it" }).click();
    await expect(page.getByRole("link", { name: /missing of BAT54S[^:]*: why/ })).toHaveText("0");
    await expect(standIns).toContainText("1N4148");
    await standIns.getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("link", { name: /missing of BAT54S[^:]*: why/ })).toHaveText("6");
    await page.getByRole("button", { name: "Cancel build" }).click();
    await expect(heading(page)).toContainText("cancelled");
    await page.getByRole("button", { name: "Reserve what is here" }).click();
    await expect(heading(page)).not.toContainText("cancelled");
  });
});
