# make help lists what there is. Every target sets up what it needs; what is set up already
# is recognised by stamps in .venv/stamps, so that a second call starts at once.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
# The tests start hundreds of processes: each would compile the whole program for itself.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PY := $(BIN)/python
STAMPS := $(VENV)/stamps
LOCKS := packaging/requirements-build.lock packaging/requirements.lock
WINDOWS_LOCK := $(if $(filter Windows_NT,$(OS)),-r packaging/requirements-windows.lock)
CATALOGUES := $(wildcard resources/translations/*/LC_MESSAGES/skrynia.po)
COMPILED := $(CATALOGUES:.po=.mo)
# Every package is a wheel with a hash; building one from source would fetch tools without.
PIP := $(PY) -m pip --disable-pip-version-check --no-input -q
SOURCES := desktop ui tests packaging
WINDOWS := build/windows
# A compiled lock must not depend on how pip is set up on the machine that compiles it.
COMPILE := env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL -u PIP_CONSTRAINT PIP_CONFIG_FILE=/dev/null \
	CUSTOM_COMPILE_COMMAND="make lock" $(abspath $(BIN))/pip-compile --quiet --allow-unsafe \
	--generate-hashes --strip-extras --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host

.PHONY: help setup run test test-all test-rare walk walk-all test-windows check check-style check-types check-imports check-strings fix strings schema schemas bench names metadata soak screenshots clean lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /    make \1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-24s%s\n", $$1, $$2 }'

setup: $(STAMPS)/dev $(STAMPS)/system-tests $(STAMPS)/node $(COMPILED) ## everything that running, testing and checking need

run: $(STAMPS)/run $(STAMPS)/system-window $(COMPILED) ## the window; without a screen, the whole journey in the terminal
	@if [ "$(OS)" = Windows_NT ] || [ "$$(uname -s)" = Darwin ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(BIN)/skrynia; \
	else \
		echo "There is no screen here: walking the whole journey into build/demo instead (skryniactl demo)."; \
		rm -rf build/demo && mkdir -p build && exec $(BIN)/skryniactl demo build/demo; \
	fi

test: setup ## the tests, on all cores; ARGS="-k words" for some
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n auto --dist loadgroup -m "not rare" $(ARGS)

test-all: setup ## and those that are too slow for every run: before an issue is called resolved
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n auto --dist loadgroup --hypothesis-profile=usual $(ARGS)

test-rare: setup ## those alone, and the property tests with all examples: CI runs them behind the others
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n auto --dist loadgroup --hypothesis-profile=usual \
		-m "rare or hypothesis" $(ARGS)

walk: setup $(STAMPS)/system-walk ## a day in the real window by mouse, and one by keys alone; pictures in build/walk
	@$(PY) -m pytest -n auto -m "not slow" $(ARGS) tests/walk

walk-all: setup $(STAMPS)/system-walk ## the same at three sizes in three languages, and in the dark
	@$(PY) -m pytest -n auto $(ARGS) tests/walk

test-windows: setup ## the unit suite and the demo with a Windows Python under Wine
	@packaging/system-packages.sh wine || { \
		echo "make test-windows ran nothing: Wine or the compiler for Windows is not there."; exit 1; \
	}
	@$(MAKE) $(WINDOWS)/ready
	@packaging/windows/test.sh $(WINDOWS) $(ARGS)

check: check-style check-types check-imports check-strings ## style, types, import rules, strings; make -k check shows all

check-style: $(STAMPS)/dev
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)

check-types: $(STAMPS)/dev
	@$(BIN)/mypy
	@$(BIN)/mypy --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/windows desktop ui

check-imports: $(STAMPS)/dev $(COMPILED)
	@$(PY) -m pytest -q tests/unit/rules/test_architecture.py

check-strings: $(STAMPS)/dev
	@$(PY) packaging/strings.py check

fix: $(STAMPS)/dev ## what ruff can put right by itself
	@$(BIN)/ruff check --fix $(SOURCES)
	@$(BIN)/ruff format $(SOURCES)

strings: $(STAMPS)/dev ## take new strings of the source into the catalogues
	@$(PY) packaging/strings.py update

schema: $(STAMPS)/run ## write desktop/vault/store/schema.sql anew from the migrations
	@$(PY) -m desktop.vault.store.schema

schemas: $(STAMPS)/run ## write the JSON Schemas of packages anew from the model
	@$(PY) -m desktop.handoff.format.schemas docs/schemas

bench: setup $(STAMPS)/system-bench ## the table of ratios against bare peers
	@$(PY) -m tests.bench $(ARGS)

names: setup ## what the matcher of names finds, and what it should not have found
	@$(PY) -m tests.names

metadata: setup ## what is read of the photos in FOLDER=…, beside ExifTool; every difference
	@$(PY) -m tests.metadata $(FOLDER)

soak: setup ## the property tests with a hundred times the examples, and new ones each time
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m hypothesis --hypothesis-profile=soak $(ARGS)

screenshots: setup ## pictures of every screen, light and dark, into build/screenshots
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.screenshots $(ARGS)

lock: $(STAMPS)/dev ## compile the locked requirements anew
	@cd packaging && for part in requirements-build requirements requirements-dev requirements-windows \
		windows/runtime windows/tests; do \
		rm -f $$part.lock && $(COMPILE) -o $$part.lock $$part.in || exit 1; \
	done

clean: ## remove everything that make made
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/node/node_modules
	@find desktop ui tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
	@rm -f resources/translations/*/LC_MESSAGES/*.mo

$(PY):
	@packaging/make-venv.sh $(VENV)

$(STAMPS)/run: $(LOCKS) pyproject.toml | $(PY)
	@echo "Installing the program's Python packages (locked, with hashes) …"
	@$(PIP) install --require-hashes --only-binary :all: $(patsubst %,-r %,$(LOCKS))
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dev: packaging/requirements-dev.lock $(STAMPS)/run
	@echo "Installing what tests and checks need …"
	@$(PIP) install --require-hashes --only-binary :all: --no-binary bagit --no-build-isolation \
		-r $< $(WINDOWS_LOCK)
	@touch $@

$(STAMPS)/system-%: packaging/system-packages.sh | $(PY)
	@packaging/system-packages.sh $*
	@mkdir -p $(STAMPS) && touch $@

$(WINDOWS)/ready: $(wildcard packaging/windows/*) packaging/requirements.lock $(STAMPS)/dev
	@echo "Laying out a Windows Python for Wine …"
	@$(PY) packaging/windows/prepare.py $(WINDOWS)
	@touch $@

# The test that opens a package with a foreign implementation; where there is neither npm nor
# apt to bring it, it skips and says so.
$(STAMPS)/node: tests/node/package-lock.json $(STAMPS)/system-tests | $(PY)
	@if command -v npm >/dev/null 2>&1; then \
		cd tests/node && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error; \
	else \
		echo "npm is not there: the test that needs it will skip."; \
	fi
	@mkdir -p $(STAMPS) && touch $@

%.mo: %.po | $(STAMPS)/run
	@$(BIN)/pybabel -q compile --input-file $< --output-file $@
