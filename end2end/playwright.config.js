// End-to-end tests: the real server binary with a database of its own, a real browser.
import { defineConfig } from "@playwright/test";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const desk = { viewport: { width: 1440, height: 900 } };

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.js",
  outputDir: "../test-results",
  reporter: process.env.CI ? [["list"], ["html", { open: "never", outputFolder: "../playwright-report" }]] : "list",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  // One for each core that CI has.
  workers: 2,
  // Machines are shared and slow: these end a test that hangs, and are no measure of speed.
  timeout: 90_000,
  globalTimeout: process.env.CTB_SLOW_ANSWERS ? 0 : 40 * 60_000,
  expect: { timeout: 15_000 },
  use: {
    screenshot: "only-on-failure",
    // A trace copies all that a page loads, which takes as long as the tests themselves: `--trace on` where one is wanted.
    trace: "off",
    launchOptions: {
      executablePath: process.env.CHROME_PATH || undefined,
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
  // What is done is done once at each size; what only looks is looked at in every size and theme by one test.
  projects: [
    { name: "phone-night", use: { ...phone, colorScheme: "dark" } },
    { name: "desk-day", use: { ...desk, colorScheme: "light" }, grepInvert: /@every-look/ },
  ],
});
