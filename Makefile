# Every command a developer needs; `make help` lists them. A target's line starts with ##.
SHELL := /bin/sh
.DEFAULT_GOAL := help
# Any tool that reads docker-compose.yml: COMPOSE=podman-compose make up
COMPOSE ?= docker compose
export COMPOSE
.PHONY: up down logs ps scale-worker backup restore e2e
.PHONY: help ops start services init-db build test tests screenshots lint format boundaries forecast bench bench-forecast clean
# One command at a time: install, build and run follow each other.
.NOTPARALLEL:

RUN := node standalone/dist/src
# The bot starts with the rest where there is a token for it.
WITH_BOT = $(if $(shell grep -s '^TG_BOT_TOKEN=.' .env)$(TG_BOT_TOKEN),--profile telegram)

help: ## Shows this list
	@echo 'Coincast. Settings come from the environment or from .env (see .env.template).'
	@echo
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

start: prepare ## Runs everything in one process with embedded Postgres: http://localhost:8080 (PORT, DATA_DIR)
	@exec $(RUN)/main.js

services: prepare ## Runs each service as its own process on RabbitMQ, Redis and Postgres (URLs, or started for it)
	@exec $(RUN)/services.js

init-db: ## Makes the demo users demo@user (password user) and demo@admin (password admin): in the containers when they run
	@sh deploy/containers/init-db.sh || $(MAKE) --no-print-directory init-db-here

.PHONY: init-db-here
init-db-here: prepare
	@exec $(RUN)/init-db.js

up: ## Runs everything in containers: http://localhost (HTTP_PORT); the first time makes .env with its secrets
	@sh deploy/containers/secrets.sh
	@$(COMPOSE) build
	@$(COMPOSE) $(WITH_BOT) up -d
	@sh deploy/containers/wait-ready.sh

down: ## Stops the containers and removes them; data and .env stay
	@$(COMPOSE) --profile telegram down

ps: ## Shows the containers
	@$(COMPOSE) ps

logs: ## Follows what the containers say (SERVICE=gateway: of one)
	@$(COMPOSE) logs -f $(SERVICE)

scale-worker: ## Runs N inference workers in containers: make scale-worker N=5 (to keep it so: INFERENCE_WORKERS in .env)
	@test -n '$(N)' || { echo 'How many? make scale-worker N=5' >&2; exit 1; }
	@INFERENCE_WORKERS='$(N)' $(COMPOSE) up -d --no-deps --no-recreate --scale inference-worker='$(N)' inference-worker

backup: ## Writes a copy of the containers' database into BACKUP_DIR (backups)
	@sh deploy/containers/backup.sh

restore: ## Puts a copy in place of the containers' database: make restore FILE=backups/... CONFIRM=yes
	@sh deploy/containers/restore.sh

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

e2e: prepare ## Tests a deployment through its public address: BASE_URL=http://localhost make e2e (without rate limits)
	@exec node e2e/dist/src/main.js

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
