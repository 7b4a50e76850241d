// Sizes and times of the pages with a large workshop, for docs/performance.md: what the server takes for
// each page, what a browser loads for the first one, how long a build of 1,000 lines takes to follow an
// edit, and when a page reads and answers on a phone's connection. `make bench-browser`.
import { chromium } from "@playwright/test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { largeWorkshop } from "./large.mjs";
import { startServer } from "./server.mjs";
import { taken, wake } from "./wake.mjs";

const rounds = 31;
const pages = (process.env.CTB_PAGES ??
  "/builds /bench /builds/1 /builds/1/pick /builds/2 /projects /projects/1 /projects/1/versions/1 /projects/2/versions/2 /parts /parts/1 /parts/1?tab=offers /bench?q=4700 /stock /stock/1 /orders /vendors /packages /import /settings /settings/jobs").split(" ");
// As Lighthouse simulates a phone: 1.6 Mbit/s, 150 ms, a processor four times slower.
const phone = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const ms = (time) => `${time.toFixed(1)} ms`;
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

async function serverTimes(server) {
  for (const path of pages) {
    const times = [];
    let bytes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now();
      const answer = await fetch(server.address + path);
      bytes = (await answer.arrayBuffer()).byteLength;
      times.push(performance.now() - start);
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    }
    console.log(`server ${path}: median ${ms(median(times))}, fastest ${ms(Math.min(...times))}, ${kb(bytes)} unpacked`);
  }
}

// What comes over the wire, as the browser counts it: packed, with headers.
async function loaded(browser, server, path) {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", phone);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const files = new Map();
  session.on("Network.responseReceived", ({ requestId, response }) => files.set(requestId, { url: response.url, bytes: 0 }));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { const file = files.get(requestId); if (file) file.bytes = encodedDataLength; });
  // A touch as soon as it reads.
  await page.addInitScript(() => {
    new PerformanceObserver((paints) => {
      if (paints.getEntriesByName("first-contentful-paint").length) dispatchEvent(new PointerEvent("pointerdown"));
    }).observe({ type: "paint", buffered: true });
    new MutationObserver((_, watch) => {
      if (document.documentElement?.hasAttribute("data-live")) { window.liveAt = performance.now(); watch.disconnect(); }
    }).observe(document, { attributes: true, subtree: true, childList: true });
  });
  await page.goto(server.address + path);
  await taken(page);
  const [paint, live] = await page.evaluate(() => [performance.getEntriesByName("first-contentful-paint")[0]?.startTime, window.liveAt]);
  const all = [...files.values()].filter((file) => !file.url.includes("/api/events"));
  const sum = all.reduce((sum, file) => sum + file.bytes, 0);
  console.log(`phone ${path}: reads after ${ms(paint)}, answers after ${ms(live)}, ${kb(sum)} in ${all.length} files`);
  for (const file of all) console.log(`  ${kb(file.bytes).padStart(9)}  ${new URL(file.url).pathname}`);
  await page.close();

  // A touch once all is there.
  const later = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await (await later.context().newCDPSession(later)).send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await later.goto(server.address + path);
  await later.locator("html[data-scripts=here], html[data-live]").waitFor({ state: "attached" });
  const start = await later.evaluate(() => { dispatchEvent(new PointerEvent("pointerdown")); return performance.now(); });
  await taken(later);
  console.log(`phone ${path}: answers ${ms((await later.evaluate(() => performance.now())) - start)} after a touch once all is there`);
  await later.close();
}

// On a phone: from the moment that the words stand in the field until the part stands there.
async function finds(browser, server) {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const session = await page.context().newCDPSession(page);
  await page.goto(`${server.address}/bench`);
  await wake(page);
  await session.send("Network.emulateNetworkConditions", phone);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const times = [];
  for (let part = 4_100; part < 4_109; part += 1) {
    const start = performance.now();
    await page.getByRole("searchbox").fill(`MPN-${part}`);
    await page.getByRole("region", { name: `Part ${part}`, exact: true }).waitFor();
    times.push(performance.now() - start);
  }
  console.log(`phone /bench, 20,000 parts: a part stands there ${ms(median(times))} after it is typed at the median, slowest ${ms(Math.max(...times))}`);
  await page.close();
}

// From a keystroke until all that it changes is in the page, and until that is laid out. Painting is the machine's.
async function follows(browser, server) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${server.address}/builds/1`);
  await wake(page);
  const [inPage, laidOut] = await page.evaluate(async (rounds) => {
    const field = document.querySelector("input[name=quantity]");
    // What an edit leads to is done in microtasks, one after the other: none is left after as many turns.
    const done = async () => { for (let turn = 0; turn < 300; turn += 1) await null; };
    const inPage = [], laidOut = [];
    for (let round = 0; round < rounds; round += 1) {
      field.value = String(3 + (round % 7));
      // The frame of the edit before is painted.
      await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve, 30));
      const start = performance.now();
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await done();
      inPage.push(performance.now() - start);
      document.body.getBoundingClientRect();
      laidOut.push(performance.now() - start);
    }
    return [inPage, laidOut];
  }, 2 * rounds);
  const told = (times) => `${ms(median(times))} at the median, fastest ${ms(Math.min(...times))}`;
  console.log(`browser, 1,000 lines: an edit is worked out and in the page after ${told(inPage)}; laid out after ${told(laidOut)} (a frame is 16 ms)`);
  await page.close();
}

const folder = await mkdtemp(join(tmpdir(), "ctb-bench-"));
const bundle = join(folder, "large.json");
await writeFile(bundle, JSON.stringify(largeWorkshop({ lines: [1_000, 200] })));
const server = await startServer({ bundle, clear: null });
const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH || undefined, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
try {
  await serverTimes(server);
  for (const path of ["/builds", "/bench", "/builds/1"]) await loaded(browser, server, path);
  await finds(browser, server);
  await follows(browser, server);
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
