// The page of background jobs: what waits is seen, called off and sent on again, with scripts and without.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { expect, expectAccessible, expectNoSidewaysScroll, hydrated, test } from "./fixtures.js";
import { startServer } from "./server.mjs";

// Two numbers that nobody knows, and no key to ask Mouser with: their jobs wait.
const bom = "Reference,Value,Vendor,Part Number\nU1,TL074,Mouser,595-TL074CN\nU2,LM358,Mouser,595-LM358P\n";

async function withJobs(use) {
  const server = await startServer({ bundle: null });
  const file = join(tmpdir(), `ctb-jobs-${process.pid}-${Date.now()}.csv`);
  await writeFile(file, bom);
  await server.ctb("project", "add", "Filter");
  await server.ctb("version", "add", "Filter", "v1");
  await server.ctb("sync", "Filter", "v1", "--bom", file, "--no-wait");
  try { await use(server); } finally { await server.stop(); }
}

const jobOf = (page, number) => page.getByRole("row").filter({ hasText: number });

async function cancelAndRetry(page, live) {
  const job = jobOf(page, "595-TL074CN");
  await expect(job).toContainText("queued");
  await job.getByRole("button", { name: "Cancel" }).click();
  await expect(job).toContainText("cancelled");
  await expect(jobOf(page, "595-LM358P")).toContainText("queued");
  if (live) await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await job.getByRole("button", { name: "Retry" }).click();
  await expect(job).toContainText("queued");
}

test("a job is cancelled and retried", async ({ page }) => {
  await withJobs(async (server) => {
    await page.goto(`${server.address}/settings/jobs`);
    await hydrated(page);
    await cancelAndRetry(page, true);
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("a job is cancelled and retried by forms", async ({ page }) => {
    await withJobs(async (server) => {
      await page.goto(`${server.address}/settings/jobs`);
      await cancelAndRetry(page, false);
      await expect(page).toHaveURL(/\/settings\/jobs$/);
    });
  });
});
