"""Production: refuses to start without its secrets; HTTPS only, behind nginx."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import STORAGES, env

REQUIRED = [
    "SECRET_KEY",
    "FIELD_KEYS",
    "INDEX_KEY",
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "ALLOWED_HOSTS",
    "DEFAULT_FROM_EMAIL",
]
if missing := [name for name in REQUIRED if not env.str(name, "")]:
    raise ImproperlyConfigured(f"Mancano queste variabili d'ambiente: {', '.join(missing)}.")

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_LENGTH = 50
if len(SECRET_KEY) < SECRET_KEY_LENGTH:
    raise ImproperlyConfigured("SECRET_KEY deve avere almeno 50 caratteri casuali.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
PORTAL_ADDRESS = env.str("PORTAL_ADDRESS", f"https://{ALLOWED_HOSTS[0]}")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SHOW_MAIL_FOLDER = False
# No provider, no SMS: a folder that nobody reads would be told of as sent.
SMS_GATEWAY = env.str("SMS_GATEWAY", "")
IS_DEMO = False

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}

# nginx overwrites the header, so a client cannot forge it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# The containers ask one another for health without TLS.
SECURE_REDIRECT_EXEMPT = [r"^salute/"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
# Preload binds every name of the domain for years: only its owner may switch it on.
SILENCED_SYSTEM_CHECKS = [] if SECURE_HSTS_PRELOAD else ["security.W021"]
SESSION_COOKIE_NAME = "__Host-sid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1)
