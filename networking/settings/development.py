"""`make up`: everything on this machine, plain HTTP on the loopback address."""

from .base import *  # noqa: F403
from .base import VAR_DIR, env

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or (
    (VAR_DIR / "secret-key").read_text().strip() if (VAR_DIR / "secret-key").exists() else "solo-sviluppo"
)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
SHOW_MAIL_FOLDER = True
IS_DEMO = True
# Static files are served from where they lie: there is nothing to collect.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
