# The commands people need are `make study`, `make class` and `make test`.

PYTHON ?= python3
WORKSPACE ?= $(HOME)/xuncha
CLASS ?= $(HOME)/class
ARGS ?=
# ARGS of `make bench` fit one bench: make bench BENCH=corpus ARGS="--speeches 1000"
BENCH ?= autograde feedback formulas corpus quizcells lessons

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SHARED := $(shell find course/labextension course/server/enabled.json exercises/static -type f 2>/dev/null)

.PHONY: study class postgresql test thorough bench lock clean

study: $(VENV)/.project
	@$(BIN)/xuncha course open --workspace "$(WORKSPACE)" $(ARGS)

class: $(VENV)/.project
	@$(BIN)/xuncha class desk "$(CLASS)" $(ARGS)

# For a class whose gradebook is on a PostgreSQL server (xuncha class init --db).
postgresql: $(VENV)/.postgresql

# One file of tests stays in one process, which starts what the file shares (a server, a browser) once.
# One process more than there are cores: tests of pages often only wait. They come first, since they take the longest.
TESTERS := $(shell expr `getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2` + 1)
test: $(VENV)/.tools
	@$(BIN)/python -m pytest --numprocesses $(TESTERS) --maxprocesses 5 --dist loadfile --no-loadscope-reorder -m "not thorough" $(ARGS)

# What `make test` has no time for; and of what chance makes (papers compared with nbgrader, runs killed half way,
# examples of properties) ten times as much.
thorough: $(VENV)/.tools
	@XUNCHA_TIMES=10 $(BIN)/python -m pytest -m "thorough or chance or hypothesis" --numprocesses $(TESTERS) --maxprocesses 5 --dist loadfile $(ARGS)

bench: $(VENV)/.tools
	@for name in $(BENCH); do $(BIN)/python tests/bench/$$name.py $(ARGS) || exit 1; done

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "需要 Python 3.11 或更新的版本，现在是 " + sys.version.split()[0] + "。可用 make study PYTHON=python3.12 指定。")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.packages: requirements.lock $(VENV)/.python
	@echo "正在安装课程所需的软件，首次需要几分钟。"
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.project: pyproject.toml $(SHARED) $(VENV)/.packages
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The driver's lines of the tests' lock, which pins it with its hashes; what it needs comes with the course.
$(VENV)/.postgresql: tests/requirements.lock $(VENV)/.project
	@sed -n '/^psycopg/,/^    # via/p' tests/requirements.lock > $@.txt
	@$(PIP) install --no-deps --require-hashes -r $@.txt
	@touch $@

$(VENV)/.tools: tests/requirements.lock $(VENV)/.project
	@$(PIP) install --require-hashes -r tests/requirements.lock
	@touch $@

# Pin anew: both locks, then the pip part of environment.yml from the first.
COMPILE := $(VENV)/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet --extra build
lock: $(VENV)/.python
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip --quiet install uv
	$(COMPILE) --upgrade -o requirements.lock
	$(COMPILE) --extra postgresql --extra test -c requirements.lock -o tests/requirements.lock
	$(PYTHON) tests/environment/pins.py

clean:
	rm -rf $(VENV)
