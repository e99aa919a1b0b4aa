"""The engine that runs tasks; the truth about what is to be done lives in PostgreSQL."""

import logging.config
import os
from typing import Any

from celery import Celery, signals
from celery.app.amqp import AMQP
from django.conf import settings
from kombu import Connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings.development")

# Seconds between two tries to reach Redis. The library waits two seconds longer each time, up to thirty, and asks
# nobody: whoever comes back after a minute would wait a quarter of one more, and the ticks of meanwhile be too old.
BETWEEN_TRIES = 2


class PromptConnection(Connection):
    """A connection to the broker that is tried again as often after an hour as after a moment."""

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Connection:
        """Connect, however long it takes. Raises OperationalError where only so many tries are allowed."""
        waits = {"interval_start": BETWEEN_TRIES, "interval_step": 0, "interval_max": BETWEEN_TRIES}
        return super().ensure_connection(*args, **waits | kwargs)

    def _do_close_transport(self) -> None:
        """Let go of the line without forgetting where it led.

        Who closes it a second time, or acknowledges a task that was running when it broke, still uses its channels:
        the library has them ask nobody for the address, and the AttributeError ended the worker. This way they are
        told that Redis is away, which the worker knows how to bear.
        """
        self._transport = None


class PromptQueues(AMQP):
    """The queues of an app, reached so."""

    Connection = BrokerConnection = PromptConnection


# Every task of ours, also those of the apps above, writes down its runs.
app = Celery("networking", task_cls="networking.schedules.task:PortalTask", amqp=PromptQueues)
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
