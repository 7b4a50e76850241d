// Starts the server binary on a port that the system chooses, with a database of its own that holds
// the workshop of workshop.json, and stops it again. The binary is the one that CTB_BIN names.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const workshop = fileURLToPath(new URL("workshop.json", import.meta.url));
const readyWithin = 20_000;
// Addresses of servers that were stopped on purpose: a page that still asks one is not at fault.
export const stopped = new Set();

// With `bundle: null` the database is empty; `clear` names the build that is reserved before it starts; `settings`
// are more variables of the server's environment.
export async function startServer({ bundle = workshop, clear = "mixer", demo = false, settings = {} } = {}) {
  const binary = process.env.CTB_BIN;
  if (!binary) throw new Error("CTB_BIN is not set: name the server binary, for instance with `make end2end`");
  const folder = await mkdtemp(join(tmpdir(), "ctb-end2end-"));
  const database = `sqlite:${join(folder, "ctb.db")}`;
  const env = { ...process.env, LEPTOS_SITE_ROOT: process.env.LEPTOS_SITE_ROOT ?? join(root, "target/site"), ...settings };
  // Runs a command beside the server, as somebody at a shell would.
  const ctb = (...command) => promisify(execFile)(binary, [...command, "--database", database], { cwd: folder, env });
  if (demo) await ctb("demo");
  if (bundle) {
    await ctb("import", bundle);
    if (clear) await ctb("clear", clear);
  }
  const server = spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--database", database], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  let address = null;
  const stop = async () => {
    if (address) stopped.add(address);
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    address = await addressPrinted(server);
    return { address, database, ctb, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// The server prints its address once it listens.
function addressPrinted(server) {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`the server printed no address in ${readyWithin} ms:\n${said}`)), readyWithin);
    const hear = (chunk) => {
      said += chunk;
      const address = /https?:\/\/[\d.]+:\d+/.exec(said)?.[0];
      if (address) { clearTimeout(late); resolve(address); }
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.once("exit", (code) => { clearTimeout(late); reject(new Error(`the server ended with ${code}:\n${said}`)); });
  });
}
