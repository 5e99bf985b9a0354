# `make help` lists what there is. Everything is installed into .venv by itself.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
LTS_VENV ?= .venv-lts
PORT ?= 8000
# Only where it is asked for in this very command: some shells have a HOST of their own.
SANDBOX_HOST := $(if $(filter command%,$(origin HOST)),$(HOST))
ARGS ?=
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser)
PY := $(VENV)/bin/python
PYTEST := $(PY) -m pytest
# As many processes as there are cores, for suites that take minutes.
ALL_CORES := -n auto
# A test in a browser waits for half of its time.
TWICE_THE_CORES := -n $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))
MANAGE := $(PY) sandbox/manage.py
# Wagtail's LTS release, for a suite of its own.
LTS := wagtail~=7.4.0
comma := ,
MARKDOWN := $(wildcard *.md)

export PORT SANDBOX_HOST CHROMIUM PYTHON VENV
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help environment demo demo-social test test-worlds test-lts test-node test-browser test-client test-postgres \
	test-mariadb test-matrix test-wheel bench lint docs screenshots messages build clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | \
		awk -F '\t' '{printf "  make %-14s %s\n", $$1, $$2}'

# --- Environments: a stamp for each set of extras, renewed when pyproject.toml changes.

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: pyproject.toml | $(VENV)/bin/python
	$(PY) -m pip install --quiet --editable '.[comments]'
	@touch $@

$(VENV)/.social: pyproject.toml | $(VENV)/bin/python
	$(PY) -m pip install --quiet --editable '.[comments]' 'django-allauth[socialaccount]'
	@touch $@

$(VENV)/.%: pyproject.toml | $(VENV)/bin/python
	$(PY) -m pip install --quiet --editable '.[$*]'
	@touch $@

# All that .ci/run needs in one go: pip takes as long for one set as for all of them.
EXTRAS := test,lint,build,browser,clients,localize,mariadb,postgres
environment: | $(VENV)/bin/python
	$(PY) -m pip install --quiet --editable '.[$(EXTRAS)]'
	@touch $(VENV)/.demo $(foreach extra,$(subst $(comma), ,$(EXTRAS)),$(VENV)/.$(extra))

$(LTS_VENV)/.test: pyproject.toml
	$(PYTHON) -m venv $(LTS_VENV)
	$(LTS_VENV)/bin/python -m pip install --quiet --editable '.[test]' '$(LTS)'
	@touch $@

tests/node/node_modules/.stamp: tests/node/package-lock.json
	cd tests/node && npm ci --silent --no-fund --no-audit
	@touch $@

# --- The two commands

demo: $(VENV)/.demo ## a community's site to try out, on PORT (8000); HOST=auto lets a phone in
	$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo
	$(MANAGE) runserver

demo-social: $(VENV)/.social ## the same site, where readers log in with an account from elsewhere
	DJANGO_SETTINGS_MODULE=sandbox.social $(MANAGE) migrate --verbosity 0
	@DJANGO_SETTINGS_MODULE=sandbox.social $(MANAGE) load_demo
	DJANGO_SETTINGS_MODULE=sandbox.social $(MANAGE) runserver

test: $(VENV)/.test ## the tests, on SQLite, with coverage
	$(PYTEST) --cov $(ALL_CORES) $(ARGS)

# --- Other worlds

test-worlds: $(VENV)/.test $(VENV)/.localize ## the tests on every kind of host, in other time zones
	.ci/test-worlds $(PY) $(ARGS)

test-lts: $(LTS_VENV)/.test ## the tests on Wagtail's LTS release
	$(LTS_VENV)/bin/python -m pytest $(ALL_CORES) $(ARGS)

test-postgres: $(VENV)/.test $(VENV)/.postgres ## the tests on PostgreSQL, with a server of their own
	.ci/with-postgres $(PYTEST) $(ALL_CORES) $(ARGS)

test-mariadb: $(VENV)/.test $(VENV)/.mariadb ## the tests on MariaDB, with a server of their own
	.ci/with-mariadb $(PYTEST) $(ALL_CORES) $(ARGS)

test-matrix: ## the tests on each Python found x Wagtail x Django; MATRIX="3.12/8.0/6.0" for one
	ARGS="$(ARGS)" .ci/test-matrix $(MATRIX)

# --- Other programs

test-node: $(VENV)/.test tests/node/node_modules/.stamp ## our calendars read by ical.js
	$(PYTEST) -m node $(ARGS)

test-browser: $(VENV)/.test $(VENV)/.browser tests/node/node_modules/.stamp ## in Chromium
	DJANGO_ALLOW_ASYNC_UNSAFE=true $(PYTEST) -m browser $(TWICE_THE_CORES) tests/browser $(ARGS)

test-client: $(VENV)/.test $(VENV)/.clients ## vdirsyncer and khal subscribe to the sandbox
	PATH="$(abspath $(VENV))/bin:$$PATH" $(PYTEST) -m client tests/client $(ARGS)

test-wheel: $(VENV)/.build ## the built wheel, in an environment of its own
	.ci/test-wheel $(PY)

bench: $(VENV)/.test $(VENV)/.postgres ## how fast the feed is, on SQLite and PostgreSQL
	$(PY) -m tests.benchmarks
	.ci/with-postgres $(PY) -m tests.benchmarks

# --- Without running the package

lint: $(VENV)/.lint docs ## style, imports, migrations, translations, links
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --config setup.cfg --no-cache --no-logo
	DJANGO_SETTINGS_MODULE=tests.worlds.default $(PY) -m django makemigrations --check --dry-run
	.ci/check_catalogue $(PY)

docs: $(VENV)/bin/python ## every link of the documentation leads somewhere
	$(PY) .ci/check_links.py $(MARKDOWN) docs

screenshots: $(VENV)/.browser ## the pictures of README and docs, again; ARGS="event-page" for some
	$(PY) .ci/screenshots.py $(ARGS)

messages: $(VENV)/.demo ## renew and compile the catalogues
	cd wagtail_meetups && $(abspath $(PY)) -m django makemessages --all --no-obsolete --add-location file
	cd wagtail_meetups && $(abspath $(PY)) -m django compilemessages

build: $(VENV)/.build ## the wheel and the source archive, in dist/
	$(PY) -m build --outdir dist .

clean: ## remove what the other commands made
	rm -rf $(VENV) $(LTS_VENV) build dist *.egg-info test-results tests/node/node_modules \
		sandbox/db.sqlite3* sandbox/media
