// An empty workspace: three ways to begin.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, test as base } from "./fixtures.js";
import { startServer } from "./server.mjs";

const test = base.extend({
  empty: async ({}, use) => {
    const server = await startServer({ bundle: null });
    await use(server);
    await server.stop();
  },
  baseURL: async ({ empty }, use) => use(empty.address),
});

const bundle = fileURLToPath(new URL("workshop.json", import.meta.url));

test("it begins with the demo workshop", async ({ page }) => {
  await page.goto("/");
  await hydrated(page);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Have you got everything?");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Start with the demo workshop" }).click();
  await expect(page).toHaveURL(/\/builds$/);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await page.goto("/");
  await expect(page).toHaveURL(/\/builds$/);
});

test("a bundle is imported, all or nothing", async ({ page }) => {
  await page.goto("/");
  await hydrated(page);
  const broken = JSON.parse(await readFile(bundle, "utf8"));
  broken.parts[0].package = "No such body";
  const send = async (name, text) => {
    await page.getByLabel("Bundle", { exact: true }).setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
    await page.getByRole("button", { name: "Import" }).click();
  };
  await send("broken.json", JSON.stringify(broken));
  await expect(page.getByText("/parts/0/package")).toBeVisible();
  await expectAccessible(page);
  await send("none.json", "no bundle at all");
  await expect(page.getByText(/Nothing was imported/)).toBeVisible();
  await send("workshop.json", await readFile(bundle));
  await expect(page).toHaveURL(/\/builds$/);
  await expect(page.getByRole("link", { name: /LFO/ }).first()).toBeVisible();
});

test("it starts empty, and says what comes next", async ({ page }) => {
  await page.goto("/");
  await hydrated(page);
  await page.getByRole("link", { name: "Start with a project" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New project" })).toBeVisible();
  await page.goto("/builds");
  await expect(page.getByRole("link", { name: "New project" })).toBeVisible();
});

test("a file that is too large is refused with a sentence", async ({ page }) => {
  await page.goto("/");
  await hydrated(page);
  await page.getByLabel("Bundle", { exact: true }).setInputFiles({ name: "large.json", mimeType: "application/json", buffer: Buffer.alloc(10_500_000, 32) });
  await page.getByRole("button", { name: "Import" }).click();
  await expect(page.getByRole("alert")).toContainText("larger than 10 MB");
});
