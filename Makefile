# Two commands: `make demo` shows what onrecord does, `make test` proves it.
# Each makes its own environment from a hash-checked lock, on a machine with Python 3.11 or newer and make only.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV_LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links pyproject.toml

.PHONY: demo test lint types floors tests lock clean

demo: $(VENV)/.ready
	$(BIN)/onrecord demo

test: lint types floors tests

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready-dev
	$(BIN)/mypy

floors: $(VENV)/.ready-dev
	$(BIN)/lint-imports --no-cache

tests: $(VENV)/.ready-dev
	$(BIN)/pytest -n 2

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing what onrecord needs into $(VENV) (a minute or two, once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@echo "installing what the tests need into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Needs uv (https://docs.astral.sh/uv/). The locks hold hashes for every platform and no address.
lock:
	$(UV_LOCK) --group build --output-file requirements.lock
	$(UV_LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) dist onrecord-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
