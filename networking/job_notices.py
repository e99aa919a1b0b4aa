"""Telling who asked that a long job is over: whoever has closed the page finds it again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking import outbox
from networking.models import ContactChannel, Job, Person
from networking.outbox import Kind, Telling, Words

from .jobs.kinds import kinds

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

OVER = "networking.job_over"
# Within a minute the page that says how far it is still lies open.
LONG = timedelta(minutes=1)
WORTH_TELLING = timedelta(hours=24)
TELLING = "dire a chi l'ha chiesto che il lavoro è finito"


def tell_it_is_over(job: Job, *, now: datetime) -> None:
    """Write the notice, in the transaction that ends the job."""
    person = Person.objects.for_everyone(reason=TELLING).filter(account=job.requested_by_id).first()
    if person is not None and now - job.created_at >= LONG:
        told = Telling(person, key=f"job_over:{job.pk}", about=job, expires_at=now + WORTH_TELLING)
        outbox.tell(OVER, told, now=now)


def _over(notice: Notice, _now: datetime) -> Words | None:
    """None where it was thrown away meanwhile. What it is about is not said: mails are read by others too."""
    job = notice.about
    if job is None or job.state not in {Job.State.DONE, Job.State.FAILED}:
        return None
    kind = kinds().get(job.kind)
    label = kind.label if kind else _("il lavoro che hai chiesto")
    is_done = job.state == Job.State.DONE
    subject = _("È pronto: {label}") if is_done else _("Non è riuscito: {label}")
    said = _("Il lavoro che hai chiesto è finito.") if is_done else job.error
    return Words(
        subject=subject.format(label=label),
        paragraphs=(said, _("Lo trovi nella tua area, fra «I tuoi lavori».")),
        short=subject.format(label=label),
        link=job.get_absolute_url(),
        link_label=_("Guarda com'è andato"),
    )


# Somebody waits for it at a screen: no letter, no call.
KINDS = (
    Kind(
        OVER,
        gettext_lazy("Un lavoro finito"),
        _over,
        channels=(ContactChannel.EMAIL, ContactChannel.PAGES),
    ),
)
