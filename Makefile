# Two commands: `make demo` shows what onrecord does, `make test` proves it.
# Each makes its own environment from a hash-checked lock, on a machine with Python 3.11 or newer and make only.
PYTHON ?= python3
VENV ?= .venv
COMPILED ?= .venv-compiled
PAGES := $(if $(FOLDER),--folder $(abspath $(FOLDER)) --pages 1000)
BIN := $(VENV)/bin
# Twice quiet: errors only. The wheels name extras of others that these have dropped, which nobody can mend here.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
UV_LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links

.PHONY: demo test lint types floors tests compiled speed lock clean

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

# The compiled build (needs a C compiler), in an environment of its own, held to the tests of what it replaces: from a
# copy without the sources, so that only the wheel can answer.
compiled: $(COMPILED)/.ready
	@rm -rf $(COMPILED)/copy && mkdir -p $(COMPILED)/copy/config
	@cp -R benchmarks docs tests pyproject.toml $(COMPILED)/copy && cp -R config/starter $(COMPILED)/copy/config
	cd $(COMPILED)/copy && ../bin/python -c 'from benchmarks import speed; assert speed.build() == "compiled"'
	cd $(COMPILED)/copy && ../bin/python -m pytest -n 2 tests/monitor tests/onrecord/text

# How fast: `make speed` for written texts, `make speed FOLDER=/a/folder/of/pages` for saved pages; both builds.
speed: compiled $(VENV)/.ready-dev
	-$(BIN)/python -m benchmarks.speed $(PAGES)
	-cd $(COMPILED)/copy && ../bin/python -m benchmarks.speed $(PAGES)

$(COMPILED)/.ready: $(VENV)/.ready-dev hatch_build.py $(shell find onrecord config crawler monitor alerts store -name '*.py' -o -name '*.toml')
	@echo "compiling (two minutes of processor time) ..."
	@rm -rf dist/compiled $(COMPILED)
	@HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python -m hatchling build -t wheel -d dist/compiled
	@echo "installing the compiled wheel into $(COMPILED) ..."
	@$(PYTHON) -m venv $(COMPILED)
	@$(COMPILED)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-dev.lock
	@$(COMPILED)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps dist/compiled/onrecord-*.whl
	@touch $@

# Needs uv (https://docs.astral.sh/uv/). The locks hold hashes for every platform and no address.
lock:
	$(UV_LOCK) pyproject.toml --group build --output-file requirements.lock
	$(UV_LOCK) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(UV_LOCK) --group compile --constraint requirements-dev.lock --output-file requirements-compile.lock

clean:
	rm -rf $(VENV) $(COMPILED) dist onrecord-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
