# Every command a developer needs; `make help` lists them. A target's line starts with ##.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help ops start services init-db build test tests screenshots lint format boundaries forecast bench bench-forecast clean
# One command at a time: install, build and run follow each other.
.NOTPARALLEL:

RUN := node standalone/dist/src

help: ## Shows this list
	@echo 'Coincast. Settings come from the environment or from .env (see .env.template).'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

start: prepare ## Runs everything in one process with embedded Postgres: http://localhost:8080 (PORT, DATA_DIR)
	@exec $(RUN)/main.js

services: prepare ## Runs each service as its own process on RabbitMQ, Redis and Postgres (URLs, or started for it)
	@exec $(RUN)/services.js

init-db: prepare ## Makes the demo users demo@user (password user) and demo@admin (password admin); safe to repeat
	@exec $(RUN)/init-db.js

# What is said while preparing goes aside: standard output is the forecast alone.
forecast: ## Forecasts without the service: make forecast < series.csv (or .ndjson; HORIZON, MODEL, ARGS="--help")
	@node standalone/prepare.mjs < /dev/null >&2
	@exec node standalone/bin/coincast-forecast.mjs $(if $(HORIZON),--horizon '$(HORIZON)') $(if $(MODEL),--model '$(MODEL)') $(ARGS)

# What is said while preparing goes aside: standard output is the command's alone.
ops: ## The operator's tool: make ops ARGS="ledger verify"; ARGS="--help" lists the commands
	@node standalone/prepare.mjs < /dev/null >&2
	@exec node ops/dist/src/main.js $(ARGS)

build: prepare ## Installs packages and compiles, where something has changed

test: ## Checks style, types and boundaries and runs all tests; ends with "N passed, N failed"
	@node standalone/prepare.mjs || { echo '0 passed, 1 failed'; exit 1; }
	@exec $(RUN)/run-tests.js

tests: test ## The same as test

screenshots: prepare ## Takes pictures of every page, in both languages and themes, and without script, into e2e/screenshots
	@SCREENSHOTS=1 exec node standalone/dist/src/with-parts.js node_modules/.bin/mocha e2e/browser/dist/test/every-page.test.js e2e/browser/dist/test/without-script-pages.test.js e2e/browser/dist/test/trouble.test.js

lint: prepare ## Checks style, without changing anything
	@exec node_modules/.bin/biome check --error-on-warnings .

format: prepare ## Corrects style where a tool can
	@exec node_modules/.bin/biome check --write .

boundaries: prepare ## Checks that no part imports what it must not know
	@exec node_modules/.bin/depcruise --config .dependency-cruiser.cjs */dist/src e2e/*/dist/src

bench: prepare ## Measures speed, latency and memory, each beside its yardstick; writes bench/results
	@exec node bench/dist/src/main.js

bench-forecast: prepare ## Measures the models' accuracy, intervals and speed on the M1 competition, beside R where it is installed
	@exec node bench/dist/src/forecast/main.js

clean: ## Removes what was compiled and installed; data in DATA_DIR stays
	@rm -rf node_modules */dist e2e/*/dist

.PHONY: prepare
prepare:
	@node standalone/prepare.mjs
