"""The tests: real PostgreSQL and Redis, plain static files."""

from .base import *  # noqa: F403
from .base import VAR_DIR, env
from .parts.places import field_keys_from

DEBUG = False
SECRET_KEY = "chiave-dei-test-che-non-protegge-nulla"  # noqa: S105
FIELD_KEYS = field_keys_from(SECRET_KEY)
INDEX_KEY = SECRET_KEY
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SHOW_MAIL_FOLDER = True
IS_DEMO = True
# The tests of the second factor switch it on.
REQUIRE_SECOND_FACTOR = False
MEDIA_ROOT = VAR_DIR / "test-media"
MAIL_FOLDER = VAR_DIR / "test-mail"
SMS_FOLDER = VAR_DIR / "test-sms"
# Static files are served from where they lie: there is nothing to collect.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# Tests sign in hundreds of times: a cheap hasher keeps them quick. The real one has its own test.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "networking.accounts.hashers.PortalArgon2Hasher",
]
HEALTH_TOKEN = env.str("HEALTH_TOKEN", "segno-di-salute-dei-test")
