# Two commands: `make run` shows the demonstration network, `make test` passes every test. The rest is little else.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8050
HOST ?= 127.0.0.1
DEMO ?= var/demo
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run install install-dev demo test lint bench lock screenshots chromium clean help

run demo bench screenshots: export VITRINA_DATABASE ?= sqlite:///var/vitrina.db

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | column -t -s "$$(printf '\t')"

run: install demo  ## set everything up, load the demonstration network, serve it on http://127.0.0.1:8050
	-@test -e $${VITRINA_PUBLIC:-var/public}/index.html || $(BIN)/python -m dashboard.publish --network $(DEMO)/network \
	  --stage CAMP-NVB.S2 --all --from 2018-01 --until 2018-12 --base-address $${VITRINA_ADDRESS:-http://$(HOST):$(PORT)}
	HOST=$(HOST) PORT=$(PORT) VITRINA_NETWORK=$(DEMO)/network $(BIN)/python app.py

install: $(VENV)/.installed  ## make the environment in .venv

install-dev: $(VENV)/.installed-dev

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Vitrina needs Python 3.11 or newer (found: $$($(PYTHON) --version))."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(MAKE) --no-print-directory debian PACKAGES=python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.installed

demo: install $(DEMO)/.built  ## build the demonstration network's workbooks and load them (what is there is not done again)
	@$(BIN)/python -m etl load $(DEMO); code=$$?; \
	  if [ $$code -eq 3 ] || [ $$code -eq 4 ]; then echo "(The demonstration network holds faulty files on purpose.)"; else exit $$code; fi
	@for stage in S1 S2; do $(BIN)/python -m data.campaign evaluate CAMP-NVB $$stage --network $(DEMO)/network --if-new >/dev/null; done

$(DEMO)/.built: | $(VENV)/.installed
	$(BIN)/python -m etl demo build --to $(DEMO)
	@touch $@

test: lint chromium  ## every test: unit, property, architecture, database, browser journeys
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: install-dev  ## style, formatting, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install-dev chromium demo  ## speed and memory, as ratios measured side by side in one run
	$(BIN)/python tests/bench/bench_load.py --network $(DEMO)
	$(BIN)/python tests/bench/bench_checks.py --network $(DEMO)
	$(BIN)/python tests/bench/bench_receipts.py --network $(DEMO)
	$(BIN)/python tests/bench/bench_exports.py
	$(BIN)/python tests/bench/bench_pages.py --network $(DEMO)
	$(BIN)/python tests/bench/bench_public.py --network $(DEMO)
	$(BIN)/python tests/bench/score_truth.py --network $(DEMO)
	$(BIN)/python tests/bench/bench_factsheets.py --network $(DEMO)

screenshots: install-dev chromium demo  ## docs/pictures, from a running application
	$(BIN)/python tests/journeys/take_screenshots.py

lock: install-dev  ## compile the requirements files, for every system, from pyproject.toml
	$(BIN)/uv pip compile --universal --quiet --no-emit-index-url --no-header --generate-hashes pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --quiet --no-emit-index-url --no-header --generate-hashes --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

chromium:
	@command -v chromium >/dev/null || $(MAKE) --no-print-directory debian PACKAGES="chromium fonts-liberation"

# Installs Debian packages where the user may; otherwise says in one line what to install.
.PHONY: debian
debian:
	@if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo=sudo; else sudo=no; fi; \
	  if [ "$$sudo" = no ] || ! command -v apt-get >/dev/null; then echo "Please install first: $(PACKAGES)   (Debian: sudo apt-get install $(PACKAGES))"; exit 1; fi; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $(PACKAGES) >/dev/null

clean:  ## remove the environment and everything built
	rm -rf $(VENV) var
