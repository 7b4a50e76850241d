// Wakes a page as somebody's first key does, and waits until the browser's part has taken over. Not by the
// keyboard itself: a tab that is not in front hears none. Again and again, for the page may only now be coming.
export const wake = (page) => page.waitForFunction(() => {
  const isTaken = document.documentElement?.hasAttribute("data-live");
  if (!isTaken) document.body?.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true }));
  return isTaken;
}, undefined, { polling: 200 });

export const taken = (page) => page.waitForFunction(() => document.documentElement?.hasAttribute("data-live"));
