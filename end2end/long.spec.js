// Long tables: a hundred rows at first, the others when asked for.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectAccessible, open, test as base } from "./fixtures.js";
import { largeWorkshop } from "./large.mjs";
import { startServer } from "./server.mjs";

const test = base.extend({
  server: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), "ctb-long-"));
      const bundle = join(folder, "long.json");
      await writeFile(bundle, JSON.stringify(largeWorkshop({ parts: 260, lines: [250] })));
      const server = await startServer({ bundle, clear: "build-250" });
      await use(server);
      await server.stop();
      await rm(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
});

const boxes = (page) => page.getByRole("checkbox", { name: /^Build with/ });
const more = (page, name) => page.getByRole("navigation", { name: "More rows" }).getByRole("link", { name });

test("a build of 250 parts shows a hundred, then more, then all, and counts all", async ({ page }) => {
  await open(page, "/builds/1");
  await expect(boxes(page)).toHaveCount(100);
  await expect(page.getByText("The first 100 of 250 parts")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Which parts are shown" }).getByRole("link", { name: /^All/ })).toContainText("250");
  await expectAccessible(page);
  await more(page, "100 more").click();
  await expect(boxes(page)).toHaveCount(200);
  await more(page, "50 more").click();
  await expect(boxes(page)).toHaveCount(250);
  await expect(page.getByRole("navigation", { name: "More rows" })).toHaveCount(0);
  await page.reload();
  await expect(boxes(page)).toHaveCount(250);
});

test("what is filtered is looked for in all rows, and an open one is there wherever it stands", async ({ page }) => {
  await open(page, "/builds/1?q=R499");
  await expect(boxes(page)).toHaveCount(1);
  const opens = page.getByRole("link", { name: /missing of .*: why/ });
  await opens.click();
  await expect(page).toHaveURL(/why=/);
  await open(page, new URL(page.url()).pathname + new URL(page.url()).search.replace(/q=R499&?/, ""));
  await expect(boxes(page)).toHaveCount(101);
  await expect(page.getByText("R499").first()).toBeVisible();
});

// Clears a box among the last rows, then one among the first, and checks both again: the other stays as it was.
async function clearsTwo(page, go, work = async () => {}) {
  for (const [turn, left] of [["uncheck", [1, 2]], ["check", [1, 0]]]) {
    for (const [index, path] of ["/builds/1?q=R497", "/builds/1?q=R1"].entries()) {
      await go(path);
      await boxes(page).first()[turn]();
      await work();
      await page.getByRole("button", { name: "Save" }).first().click();
      await go("/builds/1?show=left-out");
      await expect(boxes(page)).toHaveCount(left[index]);
    }
  }
}

test("a box that is not drawn stays as it was when another is saved", async ({ page }) => {
  await clearsTwo(page, async (path) => {
    await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
    await open(page, path);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the lines of a BOM are led to by links", async ({ page }) => {
    await page.goto("/projects/1/versions/1");
    await expect(page.getByText("The first 100 of 250 lines")).toBeVisible();
    await more(page, "All 250").click();
    await expect(page.getByText("R499").first()).toBeVisible();
    await expect(page.getByRole("navigation", { name: "More rows" })).toHaveCount(0);
  });

  test("a box that is not drawn stays as it was when another is saved", async ({ page }) => {
    // Each step of the editor is a page, without the words that narrowed the first.
    await clearsTwo(page, (path) => page.goto(path), async () => {
      await page.getByRole("button", { name: "One more: Quantity" }).click();
      await page.getByRole("button", { name: "One less: Quantity" }).click();
    });
  });
});
