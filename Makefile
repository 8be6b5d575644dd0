# Everything a person or CI runs. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup demo test check clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(VENV)/.ready  ## make .venv with Sayso and its development tools

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,pdf]'
	@touch $@

demo: setup  ## build a ledger from the example reports and show a case
	$(BIN)/sayso build examples/reports --ledger demo/demo.db
	$(BIN)/sayso show --ledger demo/demo.db

test: setup  ## run all tests
	$(BIN)/python -m pytest -n 2

check: setup  ## ruff, mypy strict, docs
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy

clean:  ## remove what the other targets made
	rm -rf $(VENV) demo build .pytest_cache .mypy_cache .ruff_cache
