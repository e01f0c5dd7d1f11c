# Needs a Python of 3.11 or later with its pip, and make; everything else is set up from resources/locks.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$each" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null \
	&& { command -v "$$each"; break; }; done)
VENV := .venv
PY := $(VENV)/bin/python
# With ensurepip the environment has its own pip; without it (Debian splits it off) the outer one serves.
PIP = $$( [ -x $(VENV)/bin/pip ] && echo "$(PY) -m pip" || echo "$(PYTHON) -m pip --python $(PY)" ) \
	--disable-pip-version-check $(QUIET)
# A person at a terminal sees what a slow network is bringing; a log does not want to.
QUIET := $(shell [ -t 2 ] || echo --quiet --quiet)
# Each demo gets a folder of its own in here, so that none is ever written over.
DEMO ?= demo
CODE := ssc_desktop tests
WORKERS ?= auto
ROUNDS ?= 20
export SOURCE_DATE_EPOCH ?= 1767225600

# An environment whose Python is gone (moved, upgraded away) is made anew.
$(shell [ ! -e $(VENV) ] || $(PY) -c '' 2>/dev/null || rm -rf $(VENV))

.PHONY: help run test check bench strings build screenshots soak soak-exchange format lock clean environment

help:  ## show this list
	@echo 'make TARGET, where TARGET is one of'
	@sed -n 's/^\([a-z]*\):.*##  *\(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-14s %s\n", $$1, $$2}'

run: $(VENV)/run.stamp  ## set everything up and open the window (without a display: run the demo)
	@$(PY) -m ssc_desktop.cli.display; case $$? in \
	0) exec $(PY) -m ssc_desktop ;; \
	3) folder="$(DEMO)/$$(date +%Y-%m-%d-%H%M%S)"; \
		echo "The demo runs without a window, in the new folder $$folder"; \
		$(PY) -m ssc_desktop demo "$$folder" --lists tests/samples && \
		$(PY) -m ssc_desktop.cli.display --offscreen && \
		$(PY) -m tests.screenshots "$$folder/screenshots" "$$folder" ;; \
	*) exit 1 ;; esac

test: $(VENV)/test.stamp  ## set everything up and run all tests
	@$(PY) -m ssc_desktop.cli.display --offscreen
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder \
		-m 'not long' $(TESTS)

check: $(VENV)/test.stamp  ## format, lint, types, rooms, catalogs, then all tests, the long ones too
	@$(PY) -m ruff format --check $(CODE)
	@$(PY) -m ruff check $(CODE)
	@$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command as go; go()' --no-cache
	@$(PY) -m tests.catalogs check
	@$(MAKE) test
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m long $(TESTS)

bench: $(VENV)/bench.stamp  ## measure against floors and goals: one line a figure, and build/bench.json
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks

strings: $(VENV)/test.stamp  ## extract the marked texts, update and compile the catalogs, say what is missing
	@$(PY) -m tests.catalogs update

build: $(VENV)/test.stamp  ## freeze the program into dist/ssc-desktop, to be copied as a folder
	@$(PY) -m PyInstaller --noconfirm --log-level WARN --workpath build/frozen --distpath dist build.spec
	@echo 'dist/ssc-desktop'

screenshots: $(VENV)/test.stamp  ## picture every page in three languages, light and dark, and those of the README
	@$(PY) -m ssc_desktop.cli.display --offscreen
	@$(PY) -m tests.screenshots $(SCREENSHOTS)

soak: $(VENV)/test.stamp  ## ROUNDS=20 other searches for counter-examples, 200 kills of a typing window, no turn over 50 ms
	@for round in $$(seq 1 $(ROUNDS)); do CI= QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n $(WORKERS) \
		-m hypothesis --hypothesis-seed $$(date +%s%N) $(TESTS) || exit 1; done
	@SSC_DESKTOP_KILLS=200 QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -s tests/gui/test_kill_typing.py
	@SSC_DESKTOP_STRICT=1 QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q tests/gui
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -m long $(TESTS)
	@$(MAKE) soak-exchange

# 20,000 histories of laptops and headquarters, 1,000 kills each of import and export, every byte of
# a bundle through the whole import, and an hour of atheris where that is installed (extra fuzz).
soak-exchange: $(VENV)/test.stamp
	@CI= SSC_DESKTOP_HISTORIES=20000 $(PY) -m pytest -q -n $(WORKERS) --dist loadfile tests/simulation
	@SSC_DESKTOP_BUNDLE_KILLS=1000 $(PY) -m pytest -q tests/services/test_kill_exchange.py
	@SSC_DESKTOP_EVERY_BYTE=1 $(PY) -m pytest -q tests/services/test_exchange.py -k every_byte
	@if $(PY) -c 'import atheris' 2>/dev/null; then for each in header manifest columns; do \
		$(PY) -m tests.sync.fuzzing $$each 1200 || exit 1; done; fi

format: $(VENV)/test.stamp  ## rewrite the sources in the project's dress
	@$(PY) -m ruff check --fix-only --quiet $(CODE)
	@$(PY) -m ruff format $(CODE)

lock: pyproject.toml  ## lock the dependencies anew (needs uv); UPGRADE=--upgrade takes newer versions
	@for set in test run bench; do extras='--extra scan --extra setup'; \
	[ $$set = run ] || extras="$$extras --extra test --extra headquarters"; \
	[ $$set != bench ] || extras="$$extras --extra bench"; \
	[ $$set = test ] || extras="$$extras --constraint resources/locks/test.txt"; \
	uv pip compile pyproject.toml $$extras $(UPGRADE) --quiet --universal --python-version 3.11 \
		--generate-hashes --no-header --no-emit-index-url --no-emit-find-links --no-annotate \
		--output-file resources/locks/$$set.txt || exit 1; done

clean:  ## remove what can be made again; workspaces and demos stay
	rm -rf $(VENV) build dist

environment:
	@[ -n "$(PYTHON)" ] || { echo 'Python 3.11 to 3.14 is needed: install it, or say make PYTHON=/path/to/python' >&2; exit 1; }
	@[ -x $(PY) ] || \
		if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
		else $(PYTHON) -m venv --without-pip $(VENV); fi

# The order-only prerequisite makes the environment without making the stamps old.
$(VENV)/%.stamp: resources/locks/%.txt | environment
	@echo 'Setting up: installing what resources/locks/$*.txt lists'
	@$(PIP) install --require-hashes --requirement resources/locks/$*.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@
# Each set holds what the one before needs, in the same versions: run, test, bench.
	@[ $* = run ] || touch $(VENV)/run.stamp
	@[ $* != bench ] || touch $(VENV)/test.stamp
