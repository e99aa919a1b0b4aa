"""The clock's doors of the activities: each makes one call."""

from celery import shared_task
from django.utils import timezone

from laboratories import auditing
from laboratories.queue import promoting, waiting


@shared_task
def promote(pool: int) -> int:
    """Offer the free places of one pool to who waits for them."""
    return promoting.promote(pool, now=timezone.now())


@shared_task
def look_after_queues() -> dict[str, int]:
    """End the offers nobody answered, close the queues that are over, offer what is free."""
    return waiting.look_after(now=timezone.now())


@shared_task
def audit_bookings() -> int:
    """Look for bookings that no rule allows."""
    return auditing.audit(now=timezone.now())
