// The page of components: each is sound by day and by night, and does what it says without scripts.
import { everyLook, expect, expectAccessible, expectSoundInEveryLook, open, test } from "./fixtures.js";

test("every component is accessible and fits", { tag: everyLook }, async ({ page }) => {
  await open(page, "/design");
  await expectSoundInEveryLook(page);
});

test("the value field understands every notation and says so", async ({ page }) => {
  await open(page, "/design");
  const value = page.getByLabel("Value", { exact: true });
  for (const [typed, understood] of [["4k7", "understood as 4.7k"], ["4,7 kΩ", "understood as 4.7k"], ["TL072", "a name"], ["1,000", "decimal comma or thousands"]]) {
    await value.fill(typed);
    await expect(value).toHaveAccessibleDescription(new RegExp(understood));
  }
  await page.getByLabel("Symbol").selectOption("C");
  await value.fill("0.1uF");
  await expect(value).toHaveAccessibleDescription(/understood as 100n/);
});

test("what is no number is marked while it is typed, and stays", async ({ page }) => {
  await open(page, "/design");
  const minimum = page.getByLabel("Minimum");
  await minimum.fill("many");
  await expect(minimum).toHaveAttribute("aria-invalid", "true");
  await expect(minimum).toHaveAccessibleDescription(/a whole number from 1 to 1000/);
  await expect(minimum).toHaveValue("many");
  await minimum.fill("7");
  await expect(minimum).not.toHaveAttribute("aria-invalid");
});

test("a dialog takes the focus and gives it back", async ({ page }) => {
  await open(page, "/design");
  const opener = page.getByRole("button", { name: "Open a dialog" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Count Drawer 3" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await page.getByRole("button", { name: "Open a drawer" }).click();
  const drawer = page.getByRole("dialog", { name: "Where TL074 is used" });
  await expect(drawer).toBeVisible();
  await drawer.getByRole("link", { name: "Close" }).click();
  await expect(drawer).toBeHidden();
});

test("a message can be undone", async ({ page }) => {
  await open(page, "/design");
  await page.getByRole("button", { name: "Say something that can be undone" }).click();
  await expect(page.getByText("24 × 10k taken from Drawer 3")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("Put back")).toBeVisible();
  await expect(page.getByText("24 × 10k taken from Drawer 3")).toBeHidden();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("dialogs open by their address and close by a link", async ({ page }) => {
    await page.goto("/design");
    await page.getByRole("button", { name: "Open a dialog" }).click();
    const dialog = page.getByText("How many TL074 lie there?");
    await expect(dialog).toBeVisible();
    await page.getByRole("dialog", { name: "Count Drawer 3" }).getByRole("link", { name: "Close" }).click();
    await expect(dialog).toBeHidden();
  });

  test("a text area cannot be broken out of, and a disclosure opens", async ({ page }) => {
    await page.goto("/design");
    await expect(page.getByLabel("Notes")).toHaveValue("</textarea> is only text here");
    await page.getByText("More about this part").click();
    await expect(page.getByText("It comes with a socket.")).toBeVisible();
  });
});
