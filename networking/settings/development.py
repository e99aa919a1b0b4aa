"""`make up`: everything on this machine, plain HTTP on the loopback address."""

import os
from pathlib import Path

import environ

# `make up` notes here where its private servers are, so that manage.py finds them from any shell.
# A database named in the environment is another world: then the note does not count.
if "DATABASE_URL" not in os.environ:
    environ.Env.read_env(Path(__file__).parents[2] / "var/env")

from .base import *  # noqa: F403
from .base import FIELD_KEYS, INDEX_KEY, VAR_DIR, env
from .parts.places import field_keys_from

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or (
    (VAR_DIR / "secret-key").read_text().strip() if (VAR_DIR / "secret-key").exists() else "solo-sviluppo"
)
FIELD_KEYS = FIELD_KEYS or field_keys_from(SECRET_KEY)
INDEX_KEY = INDEX_KEY or SECRET_KEY
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
SHOW_MAIL_FOLDER = True
IS_DEMO = True
# Whoever tries the portal has no telephone set up for each character of the demonstration.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", False)
# Static files are served from where they lie: there is nothing to collect.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
