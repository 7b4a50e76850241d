// Wakes a page as somebody's first key does, and waits until the browser's part has taken over. Not by the
// keyboard itself: a tab that is not in front hears none.
export async function wake(page) {
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true })));
  await taken(page);
}

export const taken = (page) => page.waitForFunction(() => document.documentElement.hasAttribute("data-live"));
