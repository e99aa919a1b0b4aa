"""Copies of everything, and who can open them."""

from pathlib import Path

from .data import DATABASE_URLS
from .places import VAR_DIR, env

# The public key (age1…) to which copies are encrypted; its private half is never on this machine.
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", "")
# The keys of the encrypted fields may be entrusted to somebody else than the data.
BACKUP_KEYS_RECIPIENT = env.str("BACKUP_KEYS_RECIPIENT", "") or BACKUP_RECIPIENT
BACKUP_FOLDER = Path(env.str("BACKUP_FOLDER", "") or VAR_DIR / "backups")
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", 30)
# A role that only reads, where there is one.
BACKUP_DATABASE_URL = env.str("BACKUP_DATABASE_URL", "") or DATABASE_URLS["owner"]
# Where pg_dump and pg_restore are, when they are not in one of the usual places.
POSTGRES_PROGRAMS = env.str("POSTGRES_PROGRAMS", "")
# Lost, these could not be made anew: what is encrypted would stay so for ever.
BACKUP_KEY_SETTINGS = ["FIELD_KEYS", "INDEX_KEY"]
# Needed too, but a new value only costs a new sign-in or a new password: a copy holds just their names.
BACKUP_SECRET_NAMES = [
    "SECRET_KEY",
    "DATABASE_URL",
    "MIGRATION_DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "HEALTH_TOKEN",
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
]
# What `manage.py smoke` tries, from the ground up.
SMOKE_TRIALS = [
    "networking.smoke.pages_answer",
    "services.smoke.a_search_finds",
    "networking.smoke.append_only_rights_hold",
    "networking.smoke.sealed_fields_open",
    "networking.smoke.second_factors_open",
    "networking.smoke.the_log_of_readings_is_whole",
    "networking.smoke.stored_files_are_there",
]
