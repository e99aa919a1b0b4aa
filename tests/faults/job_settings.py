"""The tests' settings, with work that takes long enough to be hurt."""

from datetime import timedelta

from networking.settings.test import *  # noqa: F403
from networking.settings.test import env

JOB_KINDS = ["tests.faults.slow_jobs.JOBS"]
JOBS_LEASE = timedelta(seconds=env.int("TEST_JOBS_LEASE", 60))
MEDIA_ROOT = env.path("MEDIA_ROOT")
