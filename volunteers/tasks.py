"""The clock's doors of volunteering: each makes one call."""

from celery import shared_task
from django.utils import timezone

from volunteers.turns import looking


@shared_task
def look_after_turns() -> dict[str, int]:
    """End invitations, suspend who may no longer, tell and remind."""
    return looking.look_after(now=timezone.now())
