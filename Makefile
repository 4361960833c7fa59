# One environment in .venv serves everything. It is rebuilt when a lock file changes.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

IN = $(if $(LANGUAGE),--language $(LANGUAGE))

.PHONY: run demo story first-receipt pictures docs test soak vectors bench check format lock clean
.DEFAULT_GOAL := run

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

run: $(VENV)/run.stamp       ## the service with tokens configured, the demo without
	@$(BIN)/dengwen run

demo: $(VENV)/run.stamp      ## the demo, whatever is configured; LANGUAGE=en or zh-CN is the staff's
	@$(BIN)/dengwen demo $(IN)

story: $(VENV)/run.stamp     ## one whole case in Chinese and one in English
	@$(BIN)/python -m tests.story

first-receipt: $(VENV)/dev.stamp ## seconds from git clone to the first receipt; needs Chromium
	@$(BIN)/python -m tests.first_receipt $(IN)

pictures: $(VENV)/dev.stamp ## renew the pictures in docs; needs Chromium and LibreOffice
	@$(BIN)/python -m tests.pictures
	@$(BIN)/python -m tests.desk_pictures
	@$(BIN)/python -m tests.papers.pictures

docs: $(VENV)/dev.stamp     ## the documentation as a site in build/docs; a broken link is an error
	$(BIN)/python -m sphinx --quiet --fresh-env --write-all --fail-on-warning --keep-going -b html -d build/doctrees docs build/docs
	@echo "Open build/docs/index.html"

test: $(VENV)/dev.stamp     ## everything; three at a time keep two cores busy
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

soak: $(VENV)/dev.stamp      ## a crowd while processes die, backups under load, presses at the same moment, a year of reminders
	@$(BIN)/python -m tests.crowd
	@$(BIN)/python -m tests.backup_drill
	@$(BIN)/python -m tests.backup_drill --database postgresql
	@DENGWEN_SOAK=1 $(BIN)/python -m pytest -q --timeout 600 tests/conversations/test_desk_conflicts.py
	@DENGWEN_SOAK=1 $(BIN)/python -m pytest -q tests/year
	@DENGWEN_SOAK=1 $(BIN)/python -m pytest -q tests/e2e/test_replicas.py

vectors: $(VENV)/dev.stamp   ## what became of each test vector of age
	@$(BIN)/python -m tests.vectors_report

bench: $(VENV)/dev.stamp     ## figures about speed and memory, measured here and now
	@$(BIN)/python -m bench

check: $(VENV)/dev.stamp     ## style, types, import directions
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: $(VENV)/dev.stamp      ## renew the lock files
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --allow-unsafe --strip-extras --output-file=requirements/run.txt pyproject.toml requirements/build.in
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --allow-unsafe --strip-extras --extra=postgresql --extra=s3 --output-file=requirements/server.txt pyproject.toml requirements/build.in
	$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --allow-unsafe --strip-extras --extra=dev --output-file=requirements/dev.txt pyproject.toml requirements/build.in

clean:
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache build *.egg-info
