# Everything a person or CI runs. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo/demo.db
MAKEFLAGS += --no-print-directory

.PHONY: help setup demo test pictures browser check clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(VENV)/.ready  ## make .venv with Sayso and its development tools

# Made again only when pyproject.toml changes; an interrupted setup leaves no .ready and starts anew.
$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  found=$$($(PYTHON) --version 2>/dev/null); \
	  echo "Sayso needs Python 3.11 or newer; $(PYTHON) is $${found:-not on this machine}." >&2; \
	  echo "Name another one: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,pdf]'
	@touch $@

demo: setup  ## build a ledger from the example reports and show its cases, one case and its relays
	@mkdir -p $(dir $(DEMO))
	$(BIN)/sayso build examples/reports --ledger $(DEMO)
	$(BIN)/sayso show --ledger $(DEMO)
	@case=$$($(BIN)/sayso show --ledger $(DEMO) --json | $(BIN)/python examples/largest_case.py) \
	  && for part in "" --relays --divergences; do \
	  echo; echo "\$$ $(BIN)/sayso show $$case $$part --ledger $(DEMO)"; \
	  $(BIN)/sayso show "$$case" $$part --ledger $(DEMO) || exit 1; done
	@echo
	@echo "To browse it: $(BIN)/sayso serve --ledger $(DEMO)"

test: setup  ## run all tests
	$(BIN)/python -m pytest -n 2

pictures: setup  ## take the pictures of the documentation anew (needs Chromium)
	$(BIN)/python examples/pictures.py

browser: setup  ## what tests in a real browser need beside Chromium: playwright and axe-core (npm)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[browser]'
	npm install --silent --no-fund --no-audit --prefix $(VENV)/npm axe-core@4.14.1

check: setup  ## ruff, mypy strict, docs
	$(BIN)/ruff check src tests benchmarks examples training
	$(BIN)/ruff format --check src tests benchmarks examples training
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_docs_*.py

clean:  ## remove what the other targets made
	rm -rf $(VENV) demo build .pytest_cache .mypy_cache .ruff_cache
