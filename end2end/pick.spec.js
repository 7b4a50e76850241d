// Picking: place by place, ticked off with a thumb; what is not there is counted, and taken from elsewhere.
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, test } from "./fixtures.js";
import { startServer } from "./server.mjs";

async function withServer(use) {
  const server = await startServer();
  try { await use(server); } finally { await server.stop(); }
}

// Two Mixers, which are clear: jacks, resistors, op-amps and sockets.
const list = (server) => `${server.address}/builds/1/pick`;
const next = (page) => page.getByRole("region", { name: "Next" });

test("one picks place by place, and a reload keeps the ticks", async ({ page }) => {
  await withServer(async (server) => {
    await page.goto(`${server.address}/builds/1`);
    await hydrated(page);
    await page.getByRole("link", { name: "Pick list" }).click();
    await expect(page.getByText("0 of 4")).toBeVisible();
    await expect(next(page)).toContainText("Box 12");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await next(page).getByRole("link", { name: "Taken" }).click();
    await expect(page.getByText("1 of 4")).toBeVisible();
    await expect(page).toHaveURL(/done=\d+/);
    await page.reload();
    await expect(page.getByText("1 of 4")).toBeVisible();
    // What lies further on is taken on the way, and put back.
    await page.getByRole("link", { name: /Taken: 8 Thonkiconn jack from Shelf 2/ }).click();
    await expect(page.getByText("2 of 4")).toBeVisible();
    await page.getByRole("link", { name: /Put back: 8 Thonkiconn jack/ }).click();
    await expect(page.getByText("1 of 4")).toBeVisible();
    await page.goBack();
    await expect(page.getByText("2 of 4")).toBeVisible();
    for (let left = 2; left > 0; left -= 1) {
      await next(page).getByRole("link", { name: "Taken" }).click();
      await expect(page.getByText(`${4 - left + 1} of 4`)).toBeVisible();
    }
    await page.getByRole("link", { name: "Complete the build" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Complete build 1");
  });
});

test("what is not there is counted and reserved elsewhere", async ({ page }) => {
  await withServer(async (server) => {
    await page.goto(list(server));
    await hydrated(page);
    // Op-amps lie in two places; of those where they are reserved there are none in truth.
    const opAmp = async () => (await next(page).textContent()).includes("TL074");
    for (let others = 0; others < 4 && !(await opAmp()); others += 1) {
      const before = await next(page).textContent();
      await next(page).getByRole("link", { name: "Taken" }).click();
      await expect(next(page)).not.toHaveText(before);
    }
    const place = await next(page).getByRole("heading").textContent();
    await next(page).getByRole("link", { name: "Not here" }).click();
    await expect(page.getByLabel(`How many lie in ${place}?`)).toHaveValue("0");
    await page.getByRole("button", { name: "Book what lies there" }).click();
    await expect(page.getByText("Not all of 1 part is reserved.")).toBeVisible();
    await page.getByRole("button", { name: "Reserve again" }).click();
    await expect(page.getByText("Not all of 1 part is reserved.")).toBeHidden();
    await expect(page.getByRole("main")).toContainText("TL074");
    await expect(page.getByRole("main")).not.toContainText(`${place}TL074`);
  });
});

test.describe("what is no number of pieces", () => {
  test.use({ expectedFailures: /\/fn\/builds\/found/ });
  test("is said, and stays", async ({ page }) => {
    await withServer(async (server) => {
      await page.goto(list(server));
      await hydrated(page);
      await next(page).getByRole("link", { name: "Fewer here" }).click();
      await page.getByLabel(/How many lie in/).fill("a few");
      await page.getByRole("button", { name: "Book what lies there" }).click();
      await expect(page.getByRole("alert")).toContainText("“a few” is not a number of pieces");
      await expect(page.getByLabel(/How many lie in/)).toHaveValue("a few");
    });
  });
});

test("nothing reserved, nothing to pick", async ({ page }) => {
  await withServer(async (server) => {
    await page.goto(`${server.address}/builds/2/pick`);
    await expect(page.getByText("Nothing is reserved")).toBeVisible();
    await page.goto(`${server.address}/builds/2/complete`);
    await expect(page.getByText("Build 2 cannot be completed now")).toBeVisible();
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("ticks are links", async ({ page }) => {
    await withServer(async (server) => {
      await page.goto(list(server));
      await next(page).getByRole("link", { name: "Taken" }).click();
      await expect(page.getByText("1 of 4")).toBeVisible();
    });
  });
});
