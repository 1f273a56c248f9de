# Two commands do all on a fresh machine: `make demo` and `make test`.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold
EXAMPLES := examples

.PHONY: demo test check setup eval quality bench lock clean

demo: setup ## code the example stories into a store, show one coding whole, the brief of the conflict, and a figure
	$(BIN)/dateline code $(EXAMPLES)/libya-2020/2020-07-08-lavrov.txt --full
	$(BIN)/dateline code $(EXAMPLES) --store out/examples.duckdb
	$(BIN)/dateline brief --store out/examples.duckdb --conflict conflict.libya
	$(BIN)/dateline plot ladder --store out/examples.duckdb --conflict conflict.libya -o out/ladder.svg

test: setup-dev ## run the tests
	-tools/find-browser
	$(BIN)/python -m pytest

check: setup-dev ## types and style
	$(BIN)/ruff check src tests tools
	$(BIN)/mypy

setup: $(VENV)/.done

setup-dev: $(VENV)/.done-dev

$(VENV)/.done: requirements.lock pyproject.toml
	test -x $(BIN)/python || "$$(tools/find-python)" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.done-dev: $(VENV)/.done requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

eval: setup ## figures on the gold sets, where they are present (GOLD=folder)
	$(BIN)/python tools/evaluate.py $(GOLD)

quality: setup ## where the event coder errs, by type, on the unseen half of a labelled set (GOLD=folder)
	$(BIN)/python tools/quality.py $(GOLD) --half odd

bench: setup ## the coder's speed against the bare parser's, on the same stories in one run
	$(BIN)/python tools/bench.py

lock: ## pin the dependencies with hashes (needs uv); no host name goes into the locks
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra all -o requirements.lock pyproject.toml tools/build-requirements.txt
	uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra all --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) out
