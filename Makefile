# make run and make test are all that a newcomer needs; both make their own .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RENDER_VENV := .venv-render
export GRADIO_ANALYTICS_ENABLED := False

.DEFAULT_GOAL := help
.PHONY: help run test check format bench demo-catalogue contact-sheet checkpoint vectors screenshots clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: $(VENV)/.run  ## start the app on http://127.0.0.1:7860
	$(BIN)/python app.py

test: $(VENV)/.dev  ## run every test, the browser's included
	$(BIN)/python -m pytest

check: $(VENV)/.dev  ## format, lint, types and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

format: $(VENV)/.dev  ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/.run: requirements.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:  ## remove what the commands above made
	rm -rf $(VENV) $(RENDER_VENV) .index .work
