// End-to-end tests: the real server binary with a database of its own, a real browser.
import { defineConfig } from "@playwright/test";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const desk = { viewport: { width: 1440, height: 900 } };
const looks = ["pages.spec.js", "design.spec.js"];

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.js",
  outputDir: "../test-results",
  reporter: process.env.CI ? [["list"], ["html", { open: "never", outputFolder: "../playwright-report" }]] : "list",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  timeout: 30_000,
  use: {
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROME_PATH || undefined,
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
  // What a theme can break is tried in both at both sizes; what is done is done once at each size.
  projects: [
    { name: "phone-day", use: { ...phone, colorScheme: "light" }, testMatch: looks },
    { name: "phone-night", use: { ...phone, colorScheme: "dark" } },
    { name: "desk-day", use: { ...desk, colorScheme: "light" } },
    { name: "desk-night", use: { ...desk, colorScheme: "dark" }, testMatch: looks },
  ],
});
