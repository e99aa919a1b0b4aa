"""The settings under which migrations are linted."""

from networking.settings.test import *  # noqa: F403
from networking.settings.test import INSTALLED_APPS

# They ran, or will run, only where no portal is open yet: there is nobody to make wait.
# After the first release nothing is added here: a migration that the linter refuses is split
# in two versions, one that adds and one that takes away (docs/ESERCIZIO.md).
BEFORE_THE_FIRST_RELEASE = {
    "0004_forms_to_download": "indice su una tabella ancora vuota",
    "0004_people_and_safety": "colonna obbligatoria in una tabella ancora vuota",
    "0011_notices": "indici e vincoli su tabelle ancora vuote",
    "0021_guardians_and_consents": "indici su tabelle ancora vuote",
    "0005_closures_that_end": "indice e vincolo su una tabella ancora vuota",
    "0001_volunteers_and_turns": "indici su tabelle ancora vuote",
    "0006_companionships": "indici e vincoli su tabelle ancora vuote",
    "0009_expenses": "indici e vincoli su tabelle ancora vuote",
    "0011_register_seals": "indici e vincoli su una tabella ancora vuota",
    "0018_digest_of_what_was_signed": "vincolo su una tabella ancora vuota",
    "0012_hours": "indici e vincoli su tabelle ancora vuote",
    "0013_asking": "indici e vincoli su tabelle ancora vuote",
    "0001_bodies_and_meetings": "indici e vincoli su tabelle ancora vuote",
    "0002_convening": "vincoli su tabelle ancora vuote",
    "0003_presence_and_ballots": "indici e vincoli su tabelle ancora vuote",
    "0004_decisions": "indici e vincoli su tabelle ancora vuote",
    "0005_minutes": "indici e vincoli su tabelle ancora vuote",
    "0006_members": "indici e vincoli su tabelle ancora vuote",
    "0002_register": "indici su tabelle ancora vuote",
    "0015_mail_becomes_notices": "toglie la tabella che ha appena travasato negli avvisi",
    "0006_chain_of_readings": "toglie le colonne che 0005 ha appena travasato in Person",
}

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter", "tests.migrations.dangerous"]
MIGRATION_LINTER_OPTIONS = {
    "ignore_name": list(BEFORE_THE_FIRST_RELEASE),
    # What only warns by default — an index that locks its table, a step that cannot be undone — stops us too.
    "warnings_as_errors": [],
}
