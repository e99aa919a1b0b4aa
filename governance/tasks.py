"""The clock's doors of governance: each makes one call."""

from celery import shared_task
from django.utils import timezone

from governance.convening import proving


@shared_task
def keep_proofs() -> int:
    """Keep beside the convocations what the outbox knows of their notices."""
    return proving.keep(now=timezone.now())
