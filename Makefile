# From a fresh clone, with Python 3.11 or later, git and make:
#
#   make demo    a graph of the sample articles and its page, in ./demo
#   make test    every check, in the same environment
#
# Any variable can be set: make demo PYTHON=python3.12 ARTICLES=~/news

PYTHON ?= python3
VENV ?= .venv
PIP_OPTIONS ?= --quiet
ARTICLES ?= data/articles
DEMO ?= demo
WORKERS ?= 2
PYTEST_OPTIONS ?= -n $(WORKERS) --dist loadfile --no-loadscope-reorder
BENCH_OPTIONS ?=
SOAK ?= 20
FUZZ_SECONDS ?= 300
DOCS_OPTIONS ?=
TRAIN_OPTIONS ?=

bin := $(VENV)/bin
kg := $(bin)/kg
graph := $(DEMO)/graph
# What is installed, with which extras: as new as these files, so that only the first run takes minutes.
demo_installed := $(VENV)/.installed-demo
dev_installed := $(VENV)/.installed-dev
train_installed := $(VENV)/.installed-train
metadata := pyproject.toml constraints.txt

.PHONY: help demo test check soak bench train docs screenshots clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo    install, build a graph of the sample articles and its page in $(DEMO)/'
	@echo 'make test    install what the checks need, then make check'
	@echo 'make check   lint, format, types and tests, in the environment as it is'
	@echo 'make soak    the tests of hostile input in their long form'
	@echo 'make bench   how much of what the gold articles state is found, and how fast (hours)'
	@echo 'make train   train the model that types events anew (40 to 90 minutes)'
	@echo 'make docs    write the answers and figures in the documents anew'
	@echo 'make screenshots  take the pictures in docs/images anew, with Chromium'
	@echo 'make clean   remove the demo and what the tools leave behind'

$(bin)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo '$(PYTHON) is missing or older than 3.11: name another one, as in make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	  { echo '$(PYTHON) cannot make environments: on Debian or Ubuntu, apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(demo_installed): $(metadata) | $(bin)/python
	@echo 'installing into $(VENV); the first time this takes a minute or two'
	$(bin)/python -m pip install $(PIP_OPTIONS) --disable-pip-version-check -c constraints.txt -e '.[notebook,serve,typer]'
	@touch $@

$(dev_installed): $(metadata) | $(bin)/python
	@echo 'installing into $(VENV); the first time this takes a minute or two'
	$(bin)/python -m pip install $(PIP_OPTIONS) --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(demo_installed) $@

demo: $(demo_installed)
	@mkdir -p $(DEMO)
	$(kg) build $(ARTICLES) --out $(graph) --workers $(WORKERS)
	$(kg) view --graph $(graph) --out $(DEMO)/graph.html
	$(kg) stats --graph $(graph)
	@echo
	@echo 'Open $(DEMO)/graph.html in a browser: click a line to read the sentences behind it. Then try:'
	@echo
	@echo '  $(kg) query --graph $(graph) --list'
	@echo '  $(kg) query --graph $(graph) who-met-whom'
	@echo "  $(kg) query --graph $(graph) 'SELECT DISTINCT ?name WHERE { ?s a gp:Sanction ; gp:actor/skos:prefLabel ?name }'"
	@echo '  $(kg) serve --graph $(graph)'
	@echo '  $(kg) build YOUR-ARTICLES --out my-graph'

test: $(dev_installed)
	@$(MAKE) --no-print-directory check

check:
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/pytest $(PYTEST_OPTIONS)

# The readers are fuzzed as well, if atheris is there: pip install '.[fuzz]'.
soak: $(dev_installed)
	KG_SOAK=$(SOAK) $(bin)/pytest $(PYTEST_OPTIONS) -m soak
	$(bin)/python tests/fuzz/fuzz_reading.py -max_total_time=$(FUZZ_SECONDS) -verbosity=0

bench: $(dev_installed)
	$(bin)/python benchmarks/score_gold.py $(BENCH_OPTIONS)
	$(bin)/python benchmarks/speed.py
	$(bin)/python benchmarks/build.py
	$(bin)/python benchmarks/queries.py
	$(bin)/python benchmarks/resolution.py
	$(bin)/python benchmarks/page.py

$(train_installed): $(metadata) | $(bin)/python
	$(bin)/python -m pip install $(PIP_OPTIONS) --disable-pip-version-check -c constraints.txt -e '.[train]'
	@touch $@

# Memory that is given back and asked for again at every step costs a third of the time.
train: $(train_installed)
	MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 MALLOC_TOP_PAD_=500000000 OMP_WAIT_POLICY=PASSIVE \
	  $(bin)/python training/train.py $(TRAIN_OPTIONS)
	$(bin)/python training/export.py

docs: $(dev_installed)
	$(bin)/python docs/refresh.py $(DOCS_OPTIONS)

screenshots: $(dev_installed)
	$(bin)/python docs/screenshots.py

clean:
	rm -rf $(graph) $(DEMO)/graph.html build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@rmdir $(DEMO) 2>/dev/null || true
	find src tests benchmarks training -name __pycache__ -type d -prune -exec rm -rf {} +
