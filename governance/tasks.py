"""The clock's doors of governance: each makes one call."""

from celery import shared_task
from django.utils import timezone

from governance.actions import reminding
from governance.convening import proving
from governance.indicators import gathering, loading
from governance.membership import paying
from governance.quality import checking
from governance.reporting import beginning


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
    """Read the indicators of the periods that have ended, by their newest words, and prepare what may be seen of them."""
    loading.load_definitions()
    return gathering.gather(now=timezone.now()).total()


@shared_task
def check_quality() -> int:
    """Try the rules of quality on the rows behind the numbers."""
    return checking.check(now=timezone.now())


@shared_task
def draft_report() -> int:
    """Begin the report of the month that ended, where its numbers were published."""
    return beginning.begin(now=timezone.now())
