"""What is kept of people: who they are, what changed, what only the portal reads."""

import pghistory

from .places import env

AUTH_USER_MODEL = "networking.User"
# Whoever asks with it whether the portal is well reads the details too.
HEALTH_TOKEN = env.str("HEALTH_TOKEN", "")

# Who changed a row rides in each row of its history, so that the history can be append-only.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# «name:base64 of 32 bytes, …»: the first seals, all of them open.
FIELD_KEYS = env.str("FIELD_KEYS", "")
# By which an equal codice fiscale is found.
INDEX_KEY = env.str("INDEX_KEY", "")
