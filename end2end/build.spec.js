// A build's page: its numbers follow an edit as it is typed, and explain themselves.
import { expect, open, test } from "./fixtures.js";

const quantity = (page) => page.getByLabel("Quantity", { exact: true });
const missing = (page, part) => page.getByRole("link", { name: new RegExp(`missing of ${part}: why`) });

test("the numbers follow each keystroke, and undo puts them back", async ({ page }) => {
  await open(page, "/builds/12");
  await expect(missing(page, "TL074")).toHaveText("2");
  await quantity(page).fill("6");
  await expect(missing(page, "TL074")).toHaveText("8");
  await expect(page.getByText("Quantity 4 → 6")).toBeVisible();
  await page.getByRole("link", { name: "Undo" }).click();
  await expect(missing(page, "TL074")).toHaveText("2");
  await expect(page.getByText("not saved")).toBeHidden();
});

test("what is no number changes nothing and is marked", async ({ page }) => {
  await open(page, "/builds/12");
  await quantity(page).fill("4x");
  await expect(quantity(page)).toHaveAttribute("aria-invalid", "true");
  await expect(missing(page, "TL074")).toHaveText("2");
  await page.getByRole("button", { name: "One more: Quantity" }).click();
  await expect(quantity(page)).toHaveValue("5");
  await expect(quantity(page)).not.toHaveAttribute("aria-invalid", "true");
});

test("a line that is left out is no longer missing", async ({ page }) => {
  await open(page, "/builds/12");
  await page.getByRole("checkbox", { name: "Build with TL074" }).uncheck();
  await expect(missing(page, "TL074")).toHaveText("0");
  await expect(page.getByText("TL074 left out")).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("not saved")).toBeHidden();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
});

test("a number opens where it comes from, without losing the edit", async ({ page }) => {
  await open(page, "/builds/12");
  await quantity(page).fill("6");
  await missing(page, "TL074").click();
  await expect(missing(page, "TL074")).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByText("needed: 6 × 3 (U1–U3)")).toBeVisible();
  await expect(page).toHaveURL(/why=tl074/);
  await missing(page, "TL074").click();
  await expect(page.getByText("needed: 6 × 3 (U1–U3)")).toBeHidden();
  await expect(quantity(page)).toHaveValue("6");
});

test("the address keeps what is shown", async ({ page }) => {
  await open(page, "/builds/12");
  await page.getByRole("link", { name: "Missing 1" }).click();
  await expect(page).toHaveURL(/show=missing/);
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  await page.getByRole("link", { name: /^All/ }).click();
  await page.getByRole("searchbox").fill("0805 10k");
  await expect(page).toHaveURL(/q=0805/);
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole("checkbox")).toHaveCount(1);
});
