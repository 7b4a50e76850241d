// How a story is told: what a press is, and how a field is filled in.
import { expect } from "./fixtures.js";

export const byMouse = () => ({
  press: (target) => target.click(),
  fill: (field, text) => field.fill(text),
});

// Tab until it has the focus, as somebody without a mouse does.
async function tabTo(page, target) {
  await expect(target).toBeVisible();
  const reached = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 300; presses += 1) {
    if (await reached()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never reached it");
}

export const byKeyboard = (page) => ({
  press: async (target) => { await tabTo(page, target); await page.keyboard.press("Enter"); },
  fill: async (field, text) => {
    await tabTo(page, field);
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(text);
  },
});
