"""The clock's doors of governance: each makes one call."""

from celery import shared_task
from django.utils import timezone

from governance.actions import reminding
from governance.convening import proving
from governance.indicators import gathering
from governance.membership import paying


@shared_task
def keep_proofs() -> int:
    """Keep beside the convocations what the outbox knows of their notices."""
    return proving.keep(now=timezone.now())


@shared_task
def remind_fees() -> int:
    """Tell who owes the fee of the year, once."""
    return paying.remind(now=timezone.now())


@shared_task
def remind_actions() -> int:
    """Remind who has something to do, at its steps."""
    return reminding.remind(now=timezone.now())


@shared_task
def gather_numbers() -> int:
    """Read the indicators of the periods that have ended, and prepare what may be seen of them."""
    return gathering.gather(now=timezone.now()).total()
