# Set-up, checks and tests. `make help` lists the targets.
SHELL := /bin/bash
VENV ?= .venv
PY := $(VENV)/bin/python
PORT ?= 8000
STAMP := $(VENV)/.installed-$(shell sha256sum requirements-dev.lock 2>/dev/null | cut -c1-16)
# A worker a core; more than four would only start more browsers and databases.
PYTEST := $(PY) -m pytest -q -n auto --maxprocesses 4 --dist worksteal
FLASK := WORKSHOPS_ENV=$${WORKSHOPS_ENV:-demo} $(PY) -m flask --app wsgi
# The number of the next migration.
NEXT = $(shell printf %04d $$(($$(ls workshops/migrations/versions/*.py | wc -l) + 1)))
export PYTHONPATH := .

.DEFAULT_GOAL := help

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(STAMP) messages ## Python environment and compiled catalogues

$(STAMP):
	bash .ci/environment $(VENV) requirements-dev.lock
	@rm -f $(VENV)/.installed-* && touch $@

messages: $(STAMP) ## Compile the Danish catalogues
	@$(FLASK) lab messages compile

run: setup ## Start the product with demo data: PORT=8000
	@PYTHON=$(PY) PORT=$(PORT) bash .ci/start

browser: ## Chromium for the browser tests, from Debian
	@bash .ci/browser

test: setup browser ## Every test
	$(PYTEST)

full: setup browser ## Every page, language, width and state; the whole suite on PostgreSQL too
	$(PYTEST) --full
	$(PYTEST) --database=postgresql

check: setup ## Format, lint, types, imports, templates and catalogues; no tests
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --config setup.cfg
	$(VENV)/bin/djlint --lint --quiet templates
	$(FLASK) lab messages check

sure: check test ## All checks and all tests

interop: setup browser ## Foreign calendar programs, LibreOffice and poppler, from Debian
	bash .ci/interop
	$(PY) -m pytest -q --interop tests/interop

bench: setup ## Figures as ratios against a bare Flask view
	$(PY) -m bench

format: setup ## Put the source into its form
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

translate: setup ## Bring the catalogues up to date with the source
	$(FLASK) lab messages update
	$(FLASK) lab messages compile

migration: setup ## Write a new revision from what the models have more than the last one: M="add ..."
	@[ -n "$(M)" ] || { echo 'Say what it does: make migration M="add a colour to rooms"' >&2; exit 1; }
	rm -f instance/migration.db*
	export WORKSHOPS_DATABASE_URL=sqlite:///migration.db; $(FLASK) db upgrade && \
	  $(FLASK) db revision --autogenerate --rev-id $(NEXT) -m "$(M)"
	$(VENV)/bin/ruff format workshops/migrations/versions/$(NEXT)_*.py
	rm -f instance/migration.db*

lock: ## Resolve the dependencies anew
	uv pip compile -q setup.cfg --python-version 3.11 --universal --generate-hashes --custom-compile-command "make lock" -o requirements.lock
	uv pip compile -q setup.cfg --extra dev --python-version 3.11 --universal --generate-hashes --custom-compile-command "make lock" -o requirements-dev.lock

.PHONY: help setup messages run browser test full check sure interop bench format translate migration lock
