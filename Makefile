# The two commands are `make run` and `make test`; the rest is for developing.
# Every target sets up what it needs first (scripts/setup says what it does, and keeps it in a cache).

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

TOOLS := . scripts/env.sh
DATABASE ?= ctb.db
LISTEN ?= 127.0.0.1:3000

.PHONY: help setup run dev test lint unit integration end2end end2end-slow bench release bench-browser lighthouse torture screenshots audit

help: ## Says what there is.
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: ## Brings this machine to a working build.
	@scripts/setup

run: ## Builds a release, fills an empty database with the demo workshop, serves it.
	@scripts/setup without-browser
	@$(TOOLS); scripts/run "sqlite:$(DATABASE)" "$(LISTEN)"

dev: ## Serves and rebuilds at each change.
	@scripts/setup without-browser
	@$(TOOLS); cargo leptos watch --split

test: ## Runs all tests: lint, unit, property, service, command line, end to end.
	@scripts/setup
	@$(TOOLS); scripts/test all

lint: ## rustfmt, clippy for server and browser, the layering test.
	@scripts/setup without-browser
	@$(TOOLS); scripts/test lint

unit: ## Unit and property tests.
	@scripts/setup without-browser
	@$(TOOLS); scripts/test unit

integration: ## Services on real databases, the command line's real binary.
	@scripts/setup without-browser
	@$(TOOLS); scripts/test integration

end2end: ## The real server in Chromium.
	@scripts/setup
	@$(TOOLS); scripts/test end2end

end2end-slow: ## The same, each answer after 0.7 s: finds what does not wait for what it means to wait for.
	@scripts/setup
	@$(TOOLS); CTB_SLOW_ANSWERS=700 scripts/test end2end

bench: ## Speed, in release; figures belong in docs/performance.md.
	@scripts/setup without-browser
	@$(TOOLS); cargo bench --bench allocation; cargo bench --bench purchasing; cargo bench --features ssr --bench clearing

release: ## Builds the one binary that carries everything, and checks it alone in an empty folder.
	@scripts/setup without-browser
	@$(TOOLS); scripts/release-check "$$(scripts/release)"

bench-browser: ## Sizes and times of the pages with 20,000 parts, in the release and in Chromium.
	@scripts/setup
	@$(TOOLS); CTB_BIN="$$(scripts/release)" node end2end/bench.mjs

lighthouse: ## Lighthouse's scores of the main pages with the demo workshop; needs the package registry.
	@scripts/setup
	@$(TOOLS); CTB_BIN="$$(scripts/release)" node end2end/lighthouse.mjs

torture: ## The long rounds of the tests that make it trustworthy.
	@scripts/setup without-browser
	@$(TOOLS); CTB_ALLOCATION_CASES=10000 CTB_TORTURE_ROUNDS=200 CTB_MIX_SEEDS=50 CTB_CLEAR_SEEDS=200 cargo test --features ssr

screenshots: ## Renders the pages in all sizes and themes into screenshots/.
	@scripts/setup
	@$(TOOLS); scripts/test build-site; CTB_BIN="$$CARGO_TARGET_DIR/debug/ctb" node end2end/screenshots.mjs

audit: ## Licences and advisories of the dependencies; needs cargo-deny and the network.
	@$(TOOLS); command -v cargo-deny >/dev/null || cargo install cargo-deny --locked; cargo deny check
