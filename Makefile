# Every target sets up what it needs from nothing but Python 3.11 or newer and make.
# On Debian, as root, missing system packages are installed; elsewhere the command to do so is named.

PYTHON  ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
             $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
UV      ?= uv
LISTEN  ?= 127.0.0.1
PORT    ?= 8000
VAR_DIR ?= var
TESTS   ?= tests
WORKERS ?= 2

BIN     := .venv/bin
MANAGE  := $(BIN)/python manage.py
PYTEST  := $(BIN)/pytest -q -n $(WORKERS) --dist loadgroup
READY   := .venv/.ready
STATIC  := $(VAR_DIR)/static/.collected
SOURCES := accounts actions assessments cxmaturity deploy frameworks jobs mailing reports scoring workshops tests manage.py

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test soak check bench lock format clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

$(READY): requirements/dev.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.pdf .venv/.browser: .venv/.%: requirements/system $(READY)
	sh requirements/system $*
	@touch $@

$(STATIC): $(READY) requirements/base.txt cxmaturity/settings.py $(shell find static -type f)
	@echo "Compressing static files (once, about ten seconds)"
	@VAR_DIR=$(VAR_DIR) $(MANAGE) collectstatic --noinput --verbosity 0
	@touch $@

run: export VAR_DIR := $(VAR_DIR)
run: export BASE_URL ?= http://127.0.0.1:$(PORT)
run: $(READY) $(STATIC) ## serve on http://127.0.0.1:$PORT (8000) with a demo organisation
	@$(MAKE) --no-print-directory .venv/.pdf || echo "Going on without the PDF report."
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) publish_frameworks
	@$(MANAGE) load_demo
	@exec $(MANAGE) serve --host $(LISTEN) --port $(PORT)

test: $(READY) .venv/.pdf .venv/.browser ## run every test: on SQLite, on PostgreSQL what opens a database, and in a browser
	env -u DATABASE_URL $(PYTEST) -m "not browser" $(TESTS)
	$(BIN)/python tests/postgres.py $(PYTEST) --again $(TESTS)

soak: $(READY) .venv/.pdf .venv/.browser ## run what opens a database on both, browser included, and the long forms (hours)
	env -u DATABASE_URL SOAK=1 $(PYTEST) $(TESTS)
	SOAK=1 $(BIN)/python tests/postgres.py $(PYTEST) --again $(TESTS)

check: $(READY) ## lint, types, import contracts, templates, migrations, deployment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(SOURCES)
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(MANAGE) makemigrations --check --dry-run
	env BASE_URL=https://cx.example.org $(MANAGE) check --deploy --fail-level WARNING

bench: $(READY) .venv/.pdf .venv/.browser $(STATIC) ## measure against named baselines, one JSON object a line
	$(BIN)/python -m tests.bench

lock: ## compile the lock files from pyproject.toml (needs uv)
	@command -v $(UV) >/dev/null || { echo "uv is needed: python3 -m pip install uv"; exit 1; }
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header pyproject.toml --output-file requirements/base.txt
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header pyproject.toml --group dev --output-file requirements/dev.txt

format: $(READY) ## put code into its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what the other targets made, the data in var/ excepted
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache test-results $(VAR_DIR)/static
