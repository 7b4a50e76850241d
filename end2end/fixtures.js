// What every test starts from: a running server, and a page that is watched for faults.
import AxeBuilder from "@axe-core/playwright";
import { test as base, expect } from "@playwright/test";
import { setTimeout } from "node:timers/promises";
import { startServer, stopped } from "./server.mjs";
import { wake } from "./wake.mjs";

export { expect, wake as hydrated };

// The browser's cache broke off a piece of the page's code, as it does where several pages load the many large
// pieces of the unoptimized build at once. The page fetches it again; a page that goes without is seen to.
const lostInCache = (address, why) => address.includes("/pkg/") && why?.includes("net::ERR_CACHE_WRITE_FAILURE");

// Milliseconds that every answer of a server function takes: a test that does not wait for what it means to wait for
// fails then, as it does on a slow machine (`make end2end-slow`).
const slowness = Number(process.env.CTB_SLOW_ANSWERS ?? 0);

// What the browser says in warnings that is a fault of ours.
const faultyWarning = /hydrat|unreachable|panicked|reactive|Content Security Policy|Refused/i;

export const test = base.extend({
  // One server for all tests of a worker: a test that changes data makes its own things.
  server: [
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ server }, use) => use(server.address),

  // Answers of 400 and more that a test means to get: a pattern of their addresses. Not a list: one of two is
  // read as a value with options.
  expectedFailures: [/(?!)/, { option: true }],

  // Fails the test on any console error, hydration warning, uncaught error or failed request.
  page: async ({ page, expectedFailures, javaScriptEnabled }, use) => {
    const faults = [];
    const gone = (address) => [...stopped].some((server) => address.startsWith(server));
    const expected = (address) => gone(address) || expectedFailures.test(address);
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !lostInCache(message.location().url, text) && !expected(message.location().url)) faults.push(`console error: ${text}`);
      if (message.type() === "warning" && faultyWarning.test(text)) faults.push(`console warning: ${text}`);
    });
    page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText;
      // Leaving a page ends what it was still loading; a browser without scripts loads none.
      const withoutScripts = javaScriptEnabled === false && request.url().endsWith(".js");
      if (why !== "net::ERR_ABORTED" && !lostInCache(request.url(), why) && !withoutScripts && !gone(request.url())) faults.push(`request failed: ${request.url()}: ${why}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400 && !expected(response.url())) faults.push(`${response.status()}: ${response.url()}`);
    });
    if (slowness) await page.route(/\/fn\//, async (route) => { await setTimeout(slowness); await route.fallback(); });
    await use(page);
    expect(faults, "faults that the browser reported").toEqual([]);
  },
});

// Opens a page, uses it, and waits until the browser's part has taken over.
export async function open(page, path) {
  await page.goto(path);
  await wake(page);
}

// WCAG 2.2 AA, as far as a program can tell.
export function expectAccessible(page) {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  return expectNoViolation(page, (axe) => axe.withTags(rules));
}

// Colours are as they stay: whatever changes or fades in, but for what turns for ever, is done.
async function settled(page) {
  await page.evaluate(() => {
    const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime);
    return Promise.allSettled(document.getAnimations().filter(ends).map((animation) => animation.finished));
  });
}

async function expectNoViolation(page, choose) {
  await settled(page);
  const { violations } = await choose(new AxeBuilder({ page })).analyze();
  const told = violations.map((rule) => `${rule.id}: ${rule.help}\n${rule.nodes.map((node) => `  ${node.html}\n  ${node.any.map((check) => check.message).join("; ")}`).join("\n")}`);
  expect(told, "what axe found").toEqual([]);
}

// Nothing may make the page itself scroll sideways.
export async function expectNoSidewaysScroll(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content, "width of the page").toBeLessThanOrEqual(window);
}

// No box that hides what overflows it may have anything to hide, but one that scrolls.
export async function expectNothingCutOff(page) {
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll("main *:not(input)")]
      .filter((box) => ["hidden", "clip"].includes(getComputedStyle(box).overflowX) && box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1)
      .map((box) => `${box.className} at ${innerWidth} px`));
  expect(cut, "boxes that cut off what they hold").toEqual([]);
}

// A test that tries every size and theme itself: one project runs it.
export const everyLook = "@every-look";

// By day and by night, on a phone and at a desk, and whether it fits what lies between.
export async function expectSoundInEveryLook(page) {
  base.slow();
  for (const [width, height] of [[390, 844], [1440, 900]]) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: "light" });
    await expectAccessible(page);
    // The theme changes colours and nothing else.
    await page.emulateMedia({ colorScheme: "dark" });
    await expectNoViolation(page, (axe) => axe.withRules("color-contrast"));
  }
  for (const width of [320, 390, 768, 1024, 1216, 1440, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
    await expectNothingCutOff(page);
  }
}
