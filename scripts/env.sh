# Puts the tools that scripts/setup prepared first on PATH and shares one target directory
# between clones. Source it; it installs nothing.

CTB_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=scripts/versions.sh
. "$CTB_ROOT/scripts/versions.sh"

[ -d "$HOME/.cargo/bin" ] && PATH="$HOME/.cargo/bin:$PATH"
[ -d "$RUST_HOME/bin" ] && PATH="$RUST_HOME/bin:$PATH"
PATH="$CTB_ROOT/scripts/bin:$CTB_ROOT/node_modules/.bin:$TOOLS_HOME/bin:$PATH"
export PATH

# One compiled copy of every dependency for all clones on this machine. cargo locks it, so two
# clones may build at once.
export CARGO_TARGET_DIR="${CTB_TARGET_DIR:-$CTB_CACHE/target}"

# cargo-leptos sets it for its builds, and leptos is compiled anew where it differs: so it is the same
# for every cargo.
export LEPTOS_OUTPUT_NAME=ctb

# rustup's own linker can link for the browser; no system package is needed for it.
if [ -x "$TOOLS_HOME/bin/wasm-ld" ]; then
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$TOOLS_HOME/bin/wasm-ld"
fi

# The browser for the end-to-end tests: what the machine has, else what setup unpacked.
if [ -z "${CHROME_PATH:-}" ]; then
  for browser in chromium google-chrome chromium-browser; do
    if command -v "$browser" >/dev/null 2>&1; then CHROME_PATH="$(command -v "$browser")"; break; fi
  done
  [ -z "${CHROME_PATH:-}" ] && [ -x "$BROWSER_HOME/chromium" ] && CHROME_PATH="$BROWSER_HOME/chromium"
fi
export CHROME_PATH="${CHROME_PATH:-}"
