# Ce qui s'installe est marqué là où c'est installé : effacer .venv ou node_modules
# suffit pour repartir de zéro, et une seconde fois ne refait rien.
PYTHON ?= python3
PORT ?= 8000
PYTEST ?= -n 2 --dist loadgroup
UPGRADE ?=
export PORT

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
UV := $(BIN)/python -m uv pip compile --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --quiet
APPS := filiere inventory forecast labels papers
STATIC := $(shell find $(APPS) -path '*/static/*' -type f)

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test again lint format lock docs bench clean
.DELETE_ON_ERROR:
.NOTPARALLEL:

help: ## Afficher cette aide
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

demo: setup ## Construire la démonstration et la servir (PORT=8000)
	@$(BIN)/python manage.py demo

test: .venv/dev setup lint ## Vérifier le style, puis passer tous les tests
	@$(BIN)/python -m pytest $(PYTEST)

again: setup
	@$(BIN)/python -m pytest $(PYTEST)

lint: .venv/dev ## Style, types, gabarits, étages
	@echo "Style, types, gabarits, étages…"
	@$(BIN)/ruff format --check --quiet --output-format concise . || { echo "→ make format"; exit 1; }
	@$(BIN)/ruff check --quiet --output-format concise .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/djlint --quiet --lint --check $(APPS)
	@$(BIN)/python -m tests.build.floors

format: .venv/dev ## Mettre en forme le code et les gabarits
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/djlint --quiet --reformat $(APPS)

bench: .venv/bench setup ## Mesurer (bench/)
	@$(BIN)/python bench/run.py

docs: setup ## Réécrire les pages produites de docs/
	@$(BIN)/python manage.py write_docs

lock: .venv/dev ## Réécrire les fichiers de verrou (UPGRADE=--upgrade)
	cd requirements && for name in base dev bench node; do \
		../$(UV) $(UPGRADE) $$name.in -o $$name.txt || exit 1; done
	@$(NODE)
	$(NPM) install --package-lock-only --ignore-scripts

clean: ## Effacer ce qui a été installé et construit, jamais data/
	rm -rf .venv node_modules static-built .mypy_cache .ruff_cache .pytest_cache

setup: .venv/base node_modules/done static-built/done

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 ou plus est requis.")'
	@echo "Environnement Python…"
	@$(PYTHON) -m venv .venv && touch $@

.venv/base: requirements/base.txt | .venv/made
	@echo "Paquets Python…"
	@$(PIP) -r $< && touch $@

.venv/dev: requirements/dev.txt | .venv/made
	@echo "Paquets Python des tests…"
	@$(PIP) -r $< && touch $@ .venv/base

.venv/bench: requirements/bench.txt | .venv/made
	@echo "Paquets des mesures…"
	@$(PIP) -r $< && touch $@ .venv/dev .venv/base

# Node 18 ou plus s'il est là avec npm, sinon celui de requirements/node.txt.
NPM = $(shell npm --version >/dev/null 2>&1 && node -e \
		'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)' && echo npm || echo $(BIN)/npm)

NODE = $(if $(filter npm,$(NPM)),:,$(PIP) -r requirements/node.txt)

node_modules/done: package-lock.json requirements/node.txt | .venv/made
	@echo "Paquets des pages…"
	@$(NODE)
	@$(NPM) ci --ignore-scripts --loglevel=error >/dev/null && touch $@

static-built/done: node_modules/done $(STATIC) | .venv/base
	@echo "Fichiers des pages…"
	@$(BIN)/python manage.py collectstatic --no-input --clear --verbosity 0 && touch $@
