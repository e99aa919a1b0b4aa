# The commands of the house; what they do is in bin/house.
.PHONY: help up down test check bench faults sbom install lock

PORTAL := @python3 bin/portal

help: ## questo elenco
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

up: ## accende il portale (http://127.0.0.1:8000 o la prima porta libera)
	$(PORTAL) up

down: ## spegne tutto quello che up ha acceso
	$(PORTAL) down

test: ## le verifiche e tutti i test; make test ARGS="tests/services -k orari" per alcuni
	$(PORTAL) test $(ARGS)

check: ## le verifiche: stile, piani della casa, migrazioni, tipi, messa in produzione
	$(PORTAL) check

bench: ## le misure di velocità
	$(PORTAL) bench $(ARGS)

faults: ## i guasti per esteso: processi uccisi, database e Redis spenti, due orologi (mezz'ora)
	$(PORTAL) faults $(ARGS)

sbom: ## l'elenco di ciò di cui è fatto il portale, in var/sbom.cdx.json (CycloneDX)
	$(PORTAL) sbom

install: ## solo i pacchetti, di sistema e del progetto
	$(PORTAL) install

lock: ## riscrive i file lock da pyproject.toml
	$(PORTAL) lock
