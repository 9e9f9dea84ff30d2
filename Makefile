# Two commands: `make demo` shows what onrecord does, `make test` proves it.
# Each makes its own environment from requirements.lock (hash-checked) on a machine with Python 3.11+ and make only.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint types floors tests lock clean

demo: $(VENV)/.ready
	$(BIN)/onrecord demo

test: lint types floors tests

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready
	$(BIN)/mypy

floors: $(VENV)/.ready
	$(BIN)/lint-imports --no-cache

tests: $(VENV)/.ready
	$(BIN)/pytest -n 2

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# Needs uv (https://docs.astral.sh/uv/). The lock holds hashes for every platform and no address.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header --group dev pyproject.toml --output-file requirements.lock

clean:
	rm -rf $(VENV) dist onrecord-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
