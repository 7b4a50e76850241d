// Puts what each area of the browser's part is made of into one file, after `cargo leptos build --split`: one
// request instead of forty, and packed together a fifth smaller than piece by piece. What areas share is in each
// of them, so that only the first page of a visit takes such a file; after it the loader fetches the few pieces
// that another area lacks.
//
// An area's file is a line of JSON, [[name, bytes], ...], and then the bytes of each in that order.
// With --precompress it gets its packed twins. Takes the folder of the package.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [folder, ...flags] = process.argv.slice(2);
const precompress = flags.includes("--precompress");
const isAreaFile = (name) => /^area_.*\.pieces(\.br|\.gz)?$/.test(name);

const files = readdirSync(folder);
for (const file of files.filter(isAreaFile)) rmSync(join(folder, file));
// Where an older build left its list behind, the newest counts.
const age = (file) => statSync(join(folder, file)).mtimeMs;
const [list] = files.filter((file) => /^__wasm_split_manifest\..*\.json$/.test(file)).toSorted((a, b) => age(b) - age(a));
if (!list) throw new Error(`${folder} has no list of pieces: build the site with cargo leptos build --split`);

// The names of functions are nine tenths of an unoptimized piece, and only debuggers read them.
const customSection = 0;
function withoutNames(wasm) {
  const kept = [wasm.subarray(0, 8)];
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = wasm[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < wasm.length) {
    const start = at;
    const id = wasm[at++];
    const end = number() + at;
    const isNames = id === customSection && wasm.toString("utf8", at + 1, at + 1 + wasm[at]) === "name";
    if (!isNames) kept.push(wasm.subarray(start, end));
    at = end;
  }
  return Buffer.concat(kept);
}

const pieces = new Map();
for (const name of files.filter((file) => file.endsWith(".wasm"))) {
  const wasm = readFileSync(join(folder, name));
  const bare = withoutNames(wasm);
  if (bare.length < wasm.length) writeFileSync(join(folder, name), bare);
  pieces.set(name, bare);
}

for (const [area, parts] of Object.entries(JSON.parse(readFileSync(join(folder, list))))) {
  const names = parts.map((part) => `${part}.wasm`);
  const head = JSON.stringify(names.map((name) => [name, pieces.get(name).length]));
  const bytes = Buffer.concat([Buffer.from(`${head}\n`), ...names.map((name) => pieces.get(name))]);
  const hash = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  const path = join(folder, `area_${area}.${hash}.pieces`);
  writeFileSync(path, bytes);
  if (precompress) {
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: size }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
