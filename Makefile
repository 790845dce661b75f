# make run: install, create the sample community and serve it. make test: the whole suite.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
export PYTHONUTF8 := 1

.PHONY: run test check bench bench-recsys bench-recipes lock clean

run: $(VENV)/.base
	@$(BIN)/lvlin demo

test: $(VENV)/.full
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/architecture

bench: bench-recsys bench-recipes

bench-recsys: $(VENV)/.dev
	$(BIN)/python -m benchmarks.recsys

bench-recipes: $(VENV)/.dev
	$(BIN)/python -m benchmarks.recipes

# Exact versions; `base` and `dev` with hashes, `full` without: torch's differ by machine.
lock: $(VENV)/.dev
	$(LOCK) --generate-hashes -o requirements/base.lock requirements/build.in pyproject.toml
	$(LOCK) --generate-hashes --extra dev -c requirements/base.lock \
		-o requirements/dev.lock requirements/build.in pyproject.toml
	$(LOCK) --extra dev --extra embeddings --extra mcp --extra spark -c requirements/dev.lock \
		-o requirements/full.lock requirements/build.in pyproject.toml
	sed -i 's/^\(torch==[^+]*\)+cpu/\1/' requirements/full.lock
LOCK = $(BIN)/pip-compile --quiet --no-header --strip-extras --allow-unsafe \
	--no-emit-find-links --no-emit-index-url --no-emit-trusted-host

clean:
	rm -rf $(VENV) var build dist *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Lvlin (about a minute, once) …"
	$(PIP) install --quiet --progress-bar on --require-hashes -r requirements/base.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.lock
	$(PIP) install --quiet --progress-bar on --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/.full: $(VENV)/.dev requirements/full.lock
	$(PIP) install --quiet --progress-bar on -r requirements/full.lock
	@touch $@
