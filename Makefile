# `make demo` builds the graph of corpus/ into outputs/; `make test` runs the tests.  Both set up
# a virtual environment first.  To use one you have: make VENV=path/to/venv test
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin

.PHONY: setup demo test clean

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

demo: setup
	$(BIN)/etiograph build corpus -o outputs

test: setup
	$(BIN)/python -m pytest

clean:
	rm -rf $(VENV) outputs/*
