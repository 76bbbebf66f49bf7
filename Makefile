# make run and make test are all that a newcomer needs; both make their own .venv first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RENDER_VENV := .venv-render
export GRADIO_ANALYTICS_ENABLED := False

.DEFAULT_GOAL := help
.PHONY: help run test check format bench demo-catalogue contact-sheet checkpoint vectors screenshots space space-check clean

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

bench: $(VENV)/.run  ## measure retrieval and the slider on the demo catalogue
	$(BIN)/python -m benchmarks.retrieval --products catalog/demo/products.csv --picture docs/retrieval.png
	$(BIN)/python -m benchmarks.slider

demo-catalogue: $(VENV)/.run $(RENDER_VENV)/.ready  ## render the demo catalogue (45 minutes on 2 cores)
	$(BIN)/python -m training.renders.demo
	$(MAKE) vectors

contact-sheet: $(VENV)/.run  ## draw contact sheets of the demo catalogue into .work
	$(BIN)/python -m training.renders.contact_sheet

checkpoint: $(VENV)/.training $(RENDER_VENV)/.ready  ## train the bundled checkpoint (see its model card for the time)
	$(BIN)/python -m training.renders.views
	$(BIN)/python -m training.checkpoint
	$(MAKE) vectors

vectors: $(VENV)/.run  ## embed the demo catalogue with the bundled checkpoint, for a first start in seconds
	$(BIN)/python -m training.vectors

screenshots: $(VENV)/.dev  ## take the README's screenshots of the running app
	$(BIN)/python -m tests.e2e.screenshots

space: $(VENV)/.run  ## upload the app to a Hugging Face Space: make space SPACE=owner/name ENCODER=compact
	$(BIN)/python -m deploy.space upload $(SPACE) --encoder $(or $(ENCODER),compact)

space-check: $(VENV)/.run  ## check the Space's front matter, and start the app as a Space does
	$(BIN)/python -m deploy.space check

$(VENV)/.run: requirements.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

$(VENV)/.training: $(VENV)/.run training/requirements-checkpoint.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r training/requirements-checkpoint.txt
	touch $@

$(RENDER_VENV)/.ready: training/requirements.txt
	test -d $(RENDER_VENV) || $(PYTHON) -m venv $(RENDER_VENV)
	$(RENDER_VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	touch $@

clean:  ## remove what the commands above made
	rm -rf $(VENV) $(RENDER_VENV) .index .work
