// Lighthouse's scores of the main pages with the demo workshop: performance at least 98, accessibility and
// best practices 100. `make lighthouse`; LIGHTHOUSE names its command-line program.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startServer } from "./server.mjs";

const pages = (process.env.CTB_PAGES ?? "/projects /projects/1 /projects/1/versions/1 /builds/1 /parts /parts/1 /bench").split(" ");
const least = { performance: 98, accessibility: 100, "best-practices": 100 };

// Lighthouse now and then loses the trace of a load and says itself to run it again (NO_NAVSTART): that is no score.
const asks = 3;

async function report(address) {
  for (let ask = 1; ; ask += 1) {
    try {
      const { stdout } = await promisify(execFile)("npx", [
        "--yes", process.env.LIGHTHOUSE ?? "lighthouse@12.8.2", address, "--output=json", "--quiet",
        `--only-categories=${Object.keys(least).join(",")}`, "--chrome-flags=--headless --no-sandbox --disable-dev-shm-usage",
      ], { maxBuffer: 64 * 1024 * 1024 });
      return JSON.parse(stdout);
    } catch (error) {
      const said = String(error.stderr ?? error.message).trim();
      if (ask === asks || !said.includes("run Lighthouse again")) throw new Error(`${address}: ${said}`);
      console.log(`${address}: asked again, Lighthouse said: ${said}`);
    }
  }
}

const server = await startServer({ bundle: null });
let failed = 0;
try {
  await server.ctb("demo");
  for (const path of pages) {
    const { categories, audits } = await report(server.address + path);
    const scores = Object.entries(least).map(([name, lowest]) => {
      const score = Math.round((categories[name].score ?? 0) * 100);
      if (score < lowest) failed += 1;
      return `${name} ${score}${score < lowest ? ` (at least ${lowest})` : ""}`;
    });
    const times = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"].map((name) => `${name} ${audits[name].displayValue}`);
    console.log(`${path}: ${scores.join(", ")}; ${times.join(", ")}`);
  }
} finally {
  await server.stop();
}
process.exitCode = failed ? 1 : 0;
