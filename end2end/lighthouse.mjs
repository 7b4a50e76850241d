// Lighthouse's scores of the main pages with the demo workshop: performance at least 98, accessibility and
// best practices 100. `make lighthouse`; LIGHTHOUSE names its command-line program.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { startServer } from "./server.mjs";

const pages = (process.env.CTB_PAGES ?? "/projects /projects/1 /projects/1/versions/1 /builds/1 /parts /parts/1 /bench").split(" ");
const least = { performance: 98, accessibility: 100, "best-practices": 100 };

const server = await startServer({ bundle: null });
let failed = 0;
try {
  await server.ctb("demo");
  for (const path of pages) {
    const { stdout } = await promisify(execFile)("npx", [
      "--yes", process.env.LIGHTHOUSE ?? "lighthouse@12.8.2", server.address + path, "--output=json", "--quiet",
      `--only-categories=${Object.keys(least).join(",")}`, "--chrome-flags=--headless --no-sandbox --disable-dev-shm-usage",
    ], { maxBuffer: 64 * 1024 * 1024 });
    const { categories, audits } = JSON.parse(stdout);
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
