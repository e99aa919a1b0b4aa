"""Database, cache, files."""

from .places import BASE_DIR, VAR_DIR, env

DATABASE_URLS = {
    "portal": env.str("DATABASE_URL", ""),
    "owner": env.str("MIGRATION_DATABASE_URL", "") or env.str("DATABASE_URL", ""),
}
DATABASE_ROLE = env.str("PORTAL_DATABASE_ROLE", "portal")
_database = env.db_url_config(DATABASE_URLS[DATABASE_ROLE] or "postgres:///portal")
DATABASES = {
    "default": {
        **_database,
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,
        # What the address asks for («?sslmode=verify-full») stays asked.
        "OPTIONS": {"connect_timeout": 3, **_database.get("OPTIONS", {})},
    }
}
# Whom the append-only tables are closed to; empty where one role serves both.
DATABASE_PORTAL_USER = env.db_url_config(DATABASE_URLS["portal"])["USER"] if DATABASE_URLS["portal"] else ""
if env.str("PORTAL_PROCESS", "") == "web":
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] |= {
        "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
        "options": "-c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000 -c jit=off",
    }
# A migration that waits for a table makes everybody else wait behind it: it gives up soon and tries again.
MIGRATION_LOCK_TIMEOUT = env.str("MIGRATION_LOCK_TIMEOUT", "200ms")
MIGRATION_ATTEMPTS = env.int("MIGRATION_ATTEMPTS", 30)
if DATABASE_ROLE == "owner":
    DATABASES["default"]["OPTIONS"]["options"] = f"-c lock_timeout={MIGRATION_LOCK_TIMEOUT}"

REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
# Rate limits live in the database: no page may need Redis to answer.
CACHES = {
    "default": {
        "BACKEND": "networking.counters.CounterCache",
        "LOCATION": "django_cache",
        # With Django's 300 whoever tries many addresses would push out the count of their own attempts.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# The default message storage would write the person's e-mail in a readable cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap-italia/css", BASE_DIR / "node_modules/bootstrap-italia/dist/css"),
    ("bootstrap-italia/fonts", BASE_DIR / "node_modules/bootstrap-italia/dist/fonts"),
    ("htmx", BASE_DIR / "node_modules/htmx.org/dist"),
    ("leaflet", BASE_DIR / "node_modules/leaflet/dist"),
]
ICON_SPRITE = BASE_DIR / "node_modules/bootstrap-italia/dist/svg/sprites.svg"

MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
# With nginx before the portal on a shared volume: its internal address for the files.
MEDIA_ACCEL_PREFIX = "" if env.str("S3_BUCKET", "") else env.str("MEDIA_ACCEL_PREFIX", "")
STORAGES = {
    "default": {"BACKEND": "networking.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if env.str("S3_BUCKET", ""):
    # No file has a public address: every one passes through a view that checks. The proxy cannot read the bucket: the portal itself passes the bytes on.
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_BUCKET"),
            "endpoint_url": env.str("S3_ENDPOINT", None),
            "access_key": env.str("S3_ACCESS_KEY", None),
            "secret_key": env.str("S3_SECRET_KEY", None),
            "region_name": env.str("S3_REGION", "eu-south-1"),
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
WHITENOISE_ALLOW_ALL_ORIGINS = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
