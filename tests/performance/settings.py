"""The measures: as the portal runs on one machine, with two bare views to compare with."""

from networking.settings.development import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "tests.performance.urls"
LOGGING = {"version": 1, "disable_existing_loggers": True, "root": {"level": "ERROR"}}
# Whoever measures comes from one address, and many times.
ACCOUNT_RATE_LIMITS = False
