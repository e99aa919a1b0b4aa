"""The clock's doors of the activities: each makes one call."""

from celery import shared_task
from django.utils import timezone

from laboratories import waiting


@shared_task
def promote(pool: int) -> int:
    """Offer the free places of one pool to who waits for them."""
    return waiting.promote(pool, now=timezone.now())
