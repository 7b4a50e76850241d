# The tools that this project is built with, each pinned: one place to raise them.
# Sourced by scripts/setup and scripts/env.sh.

RUST_MINIMUM=1.96           # cargo-leptos needs it; the same as rust-version in Cargo.toml
CARGO_LEPTOS_VERSION=0.3.11
WASM_BINDGEN_VERSION=0.2.130 # must be the version in Cargo.lock; scripts/setup checks it

# Keyed by architecture too: a home directory may be shared by unlike machines.
CTB_CACHE_HOME="${CTB_CACHE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/clear-to-build}"
CTB_CACHE="$CTB_CACHE_HOME/$(uname -m)"
RUST_HOME="$CTB_CACHE/rust-$RUST_MINIMUM"
TOOLS_HOME="$CTB_CACHE/tools-leptos-$CARGO_LEPTOS_VERSION-bindgen-$WASM_BINDGEN_VERSION"
BROWSER_HOME="$CTB_CACHE/chromium"
