"""The engine that runs tasks; the truth about what is to be done lives in PostgreSQL."""

import logging.config
import os

from celery import Celery, signals
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings.development")

# Every task of ours, also those of the apps above, writes down its runs.
app = Celery("networking", task_cls="networking.schedules.task:PortalTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_our_log(**_signal: object) -> None:
    """The worker writes its log as everybody does: whoever answers this signal stops Celery's own lines."""
    logging.config.dictConfig(settings.LOGGING)


@signals.worker_shutting_down.connect
def put_jobs_back(**_signal: object) -> None:
    """Whoever waits for a long job is served by another worker at once, not when this one's lease is over."""
    # The apps are ready by now, and this module is read before them.
    from networking.jobs import stopping

    stopping.ask()
