# Everything a fresh machine with Python 3.11+ and make needs; `make` lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench example clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything in it (the other targets do this themselves)

run: $(READY) ## the main job on the example: planner run 2027 on budgets/
	$(BIN)/planner -C budgets run 2027

# Both workers and every process that a test starts compile the same modules, unless they may keep what was compiled.
test: $(READY) ## run the tests
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n auto --dist worksteal

check: $(READY) ## style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(READY) ## measure time and memory and print them beside what is allowed
	$(BIN)/python -m tests.bench

example: $(READY) ## make the example workbooks in budgets/ again from their tables
	$(BIN)/python -m tests.make_example

clean: ## remove .venv, caches and built packages (never a workbook)
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find planner tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp: set-up is done again when a pinned version or the project file changes.
$(READY): requirements.txt requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "planner needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { rm -rf $(VENV); echo "could not make $(VENV); on Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@
