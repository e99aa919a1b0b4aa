"""What is true wherever the portal runs. Values that differ come from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

# --- the house ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "django_celery_beat",
    # After those whose admin pages the ground takes away.
    "networking",
    "services",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "networking.middleware.RefuseControlCharacters",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before those that set cookies, so that it sees them on the answer.
    "networking.middleware.NeverStorePrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "networking.urls"
WSGI_APPLICATION = "networking.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "networking.context.portal",
            ],
            "builtins": ["django.templatetags.i18n", "networking.templatetags.portal"],
        },
    }
]
FORM_RENDERER = "networking.renderers.BootstrapItaliaRenderer"

# The ground draws pages whose blocks belong to higher floors: it finds them by name,
# so that no import runs upward.
HOME_BLOCKS = [
    "services.blocks.search_box",
    "services.blocks.life_situations",
    "networking.blocks.net_of_comuni",
    "networking.blocks.programme",
]
COMUNE_BLOCKS = [
    "services.blocks.comune_desk",
    "services.blocks.comune_services",
    "services.blocks.comune_organizations",
]
ZONE_BLOCKS = ["services.blocks.zone_services"]

# Each app brings its own demonstration data, from the ground up.
DEMO_BUILDERS = ["networking.demo.build", "services.demo.build"]

# --- database, cache, files --------------------------------------------------------------

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

REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
# Rate limits live in the database: no page may need Redis to answer.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
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
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
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

# --- language, time ----------------------------------------------------------------------

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italiano"))]
LOCALE_PATHS = [BASE_DIR / "networking/locale"]
TIME_ZONE = "Europe/Rome"
USE_TZ = True
FORMAT_MODULE_PATH = ["networking.formats"]

# --- people and safety -------------------------------------------------------------------

AUTH_USER_MODEL = "networking.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "networking.hashers.PortalArgon2Hasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "networking:profile"
ACCOUNT_ADAPTER = "networking.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "NET WORKING · "
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
# Whoever asks with it whether the portal is well reads the details too.
HEALTH_TOKEN = env.str("HEALTH_TOKEN", "")

CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# An optional tile server for the map: off unless the owner switches it on.
MAP_TILE_URL = env.str("MAP_TILE_URL", "")
MAP_TILE_ATTRIBUTION = env.str("MAP_TILE_ATTRIBUTION", "")
MAP_TILE_ORIGIN = "/".join(MAP_TILE_URL.split("/")[:3]) if MAP_TILE_URL else ""

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([MAP_TILE_ORIGIN] if MAP_TILE_ORIGIN else [])],
        "font-src": [SELF, "data:"],  # Bootstrap Italia carries an icon font inside its stylesheet
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in ("camera", "microphone", "payment", "usb", "accelerometer", "gyroscope", "magnetometer")
}

# --- mail: every message is a row before it leaves ------------------------------------------

EMAIL_BACKEND = "networking.mail.OutboxBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "NET WORKING <portale@networking.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
MAIL_FOLDER = env.path("MAIL_FOLDER", default=str(VAR_DIR / "mail"))
if env.str("EMAIL_URL", ""):
    _mail = env.email_url("EMAIL_URL")
    MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
else:
    MAIL_DELIVERY_BACKEND = "networking.mail.FolderBackend"

# --- tasks -------------------------------------------------------------------------------

# Celery has a name of its own for Redis on a unix socket.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 2,
    "socket_connect_timeout": 1,
    "visibility_timeout": 3600,
    "retry": Retry(NoBackoff(), 0),
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "spedisci-la-posta": {"task": "networking.tasks.drain_outbox", "schedule": 15.0},
    "battito-del-lavoratore": {"task": "networking.tasks.beat_heart", "schedule": 30.0},
    "aggiorna-la-ricerca": {"task": "services.tasks.refresh_search", "schedule": 60.0},
    "aggiorna-i-suggerimenti": {"task": "services.tasks.refresh_search_labels", "schedule": 24 * 3600.0},
    "applica-la-conservazione": {"task": "networking.tasks.apply_retention", "schedule": 24 * 3600.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
