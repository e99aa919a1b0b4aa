"""The clock's doors: each makes one call."""

from celery import shared_task
from django.utils import timezone

from . import health, jobs, notices, outbox, retention
from .outbox.letters import printing
from .schedules import running
from .uploads import sweeping


@shared_task
def drain_outbox() -> int:
    """Send the notices that are due."""
    return outbox.drain()


@shared_task
def print_letters() -> int:
    """Print the letters that are due; how many batches."""
    return len(printing.print_letters())


@shared_task
def tell_that_roles_end() -> None:
    """Tell those whose role ends soon."""
    notices.tell_that_roles_end(now=timezone.now())


@shared_task
def beat_heart() -> None:
    """Say that the worker is alive."""
    health.record_beat(health.WORKER, now=timezone.now())


@shared_task
def apply_retention() -> dict[str, int]:
    """Delete what has been kept long enough."""
    return retention.delete_expired(now=timezone.now())


@shared_task
def run_jobs() -> int:
    """Do the work that people asked for."""
    return jobs.run()


@shared_task
def expire_results() -> int:
    """Delete the results whose day is over."""
    return jobs.expire_results()


@shared_task
def sweep_files() -> int:
    """Delete the files that nothing names any more; how many."""
    return len(sweeping.sweep(now=timezone.now()).bytes_deleted)


@shared_task
def catch_up() -> list[str]:
    """Ask for the works that found the portal off at their hour; which."""
    return running.catch_up(now=timezone.now())
