# `make run` serves the dashboard, `make test` checks everything. Both work on a fresh machine with Python 3.11 or later.
PYTHON ?= $(shell for each in python3.14 python3.13 python3.12 python3.11 python3; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
BIN := $(VENV)/bin

# Tests are spread over the cores and one more, since many wait for a server; who is done first takes over from others.
SIDE_BY_SIDE := -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --maxprocesses 4 --dist worksteal

# Modules are compiled once, whatever the environment says: tests start more than a hundred servers.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test test-all bench lint lock wheel sbom licences audit codebook messages pictures clean

run: $(VENV)/run.done
	$(BIN)/gunicorn --config gunicorn.conf.py app:server

test: $(VENV)/test.done lint
	$(BIN)/python -m pytest -m "not long" $(SIDE_BY_SIDE)

test-all: $(VENV)/test.done lint
	REQUIRE_ENGINES=1 $(BIN)/python -m pytest $(SIDE_BY_SIDE)

bench: $(VENV)/test.done
	$(BIN)/python -m bench

lint: $(VENV)/test.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

messages: $(VENV)/test.done
	$(BIN)/python scripts/messages.py update

# Records anew what pages look like, for the tests to compare with: after the looks were changed on purpose.
pictures: $(VENV)/test.done
	RECORD_PICTURES=1 $(BIN)/python -m pytest tests/browser/test_pictures.py

# The package, the same bytes whoever builds it. Installed anywhere, `python -m dashboard serve` serves it.
wheel: $(VENV)/test.done
	$(BIN)/python -m hatchling build -t wheel -d dist

# What the package needs, with versions, hashes and licences (CycloneDX); the licences alone as a page.
sbom: $(VENV)/test.done
	$(BIN)/python scripts/inventory.py sbom dist/sbom.json

licences: $(VENV)/test.done
	$(BIN)/python scripts/inventory.py licences

# Known flaws of the locked packages, asked of the service that knows them. Needs network.
audit: $(VENV)/test.done
	$(BIN)/python scripts/audit.py

codebook: $(VENV)/run.done
	$(BIN)/python -m dashboard codebook

# Pins every package, with hashes and without any index address. Needs network; run it to take newer versions.
lock: $(VENV)/test.done
	$(BIN)/uv pip compile pyproject.toml $(LOCK) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK) -o requirements-dev.txt
	$(BIN)/uv pip compile pyproject.toml --extra postgresql -c requirements-dev.txt $(LOCK) -o deploy/requirements.txt
	echo hatchling | $(BIN)/uv pip compile - -c requirements-dev.txt $(LOCK) -o deploy/requirements-build.txt
LOCK := --universal --python-version 3.11 --generate-hashes --upgrade --quiet --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found. Set PYTHON to it."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.done: requirements-dev.txt scripts/chromium.sh scripts/nginx.sh | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	sh scripts/chromium.sh $(BIN)/playwright
	sh scripts/nginx.sh
	touch $@ $(VENV)/run.done

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis
