# Two commands: `make ask Q="…"` and `make test`; `make nightly` takes longer. Everything else is a step of theirs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
Q ?= 一季度集成电路产量增长多少
SEEDS := $(wildcard seeds/*)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: ask test nightly check lock clean

ask: .jushi/seeds-indexed
	@$(BIN)/jushi ask "$(Q)"

test: $(VENV)/test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pydoclint --quiet index rag api eval
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --dist worksteal
	$(BIN)/jushi eval gate

# What a crash, a kill or damage may do to an index: 200 killed commands where `make test` has 12, and twice the deaths.
nightly: $(VENV)/test-installed
	JUSHI_KILLS=200 JUSHI_DEATHS_EVERY=1 $(BIN)/pytest --numprocesses auto --dist worksteal -m slow tests/durable

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV) || { echo "cannot make $(VENV): on Debian install python3-venv first" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV) (a minute the first time)…" >&2
	@$(BIN)/pip install --quiet --requirement requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test-installed: requirements-test.lock $(VENV)/installed constraints.txt
	@echo "installing what testing needs, torch included (some minutes the first time)…" >&2
	@$(BIN)/pip install --quiet --constraint constraints.txt --requirement requirements-test.lock
	@touch $@

.jushi/seeds-indexed: $(VENV)/installed $(SEEDS)
	@$(BIN)/jushi ingest seeds >&2
	@touch $@

# Writes the locks anew from pyproject.toml; needs pip-tools.
lock:
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-annotate --no-header --all-build-deps --allow-unsafe --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-annotate --no-header --all-build-deps --allow-unsafe --extra models --extra ocr --extra test --constraint constraints.txt --constraint requirements.lock --output-file requirements-test.lock pyproject.toml
	sed -i 's/+cpu$$//' requirements-test.lock

clean:
	rm -rf $(VENV) .jushi
