# Short names for long commands. python3 scripts/test.py sets up what they need.
PYTHON = .venv/bin/python

.PHONY: test proof interop bench lint golden lock made coverage

test: ; python3 scripts/test.py

# The promises of tests/proof at full counts; the suite runs about a twentieth of them.
proof: .venv/dev.stamp ; ALLCLEAR_PROOF=1 $(PYTHON) -m pytest tests/proof

# Clients, readers and calendars of others against a built site; brings all of them first.
interop: ; python3 scripts/interop.py

bench: .venv/dev.stamp
	$(PYTHON) -m bench.startup
	$(PYTHON) -m bench.status
	$(PYTHON) -m bench.clocks
	$(PYTHON) -m bench.small_change
	$(PYTHON) -m bench.importing
	$(PYTHON) -m bench.cold_build

lint: .venv/dev.stamp
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

# Golden files change only here; read the difference as a visitor would.
golden: .venv/dev.stamp ; $(PYTHON) -m pytest --update-golden tests/golden

lock: ; python3 scripts/lock.py

# What is made from a list in the code: CODEOWNERS and the sparse checkouts of the workflows.
made: .venv/dev.stamp ; $(PYTHON) scripts/made.py

# The page of the handbook that says how far each number of the plan is covered.
coverage: .venv/dev.stamp ; $(PYTHON) scripts/coverage.py

.venv/dev.stamp: requirements/dev.txt ; python3 scripts/environment.py dev
