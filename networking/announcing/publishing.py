"""Sending a communication, moving its appointment, calling it off: decided at once, told by a job with progress.

The job is written in the same transaction as the decision; every telling has its own key, so that a job done twice,
or begun again after a worker died, tells nobody twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networking import jobs, outbox
from networking.jobs.kinds import Kind as JobKind
from networking.jobs.kinds import Result
from networking.models import Announcement, Notice, Person
from networking.outbox.choosing import channels_of

from . import notices
from .recipients import ANNOUNCING, recipients

if TYPE_CHECKING:
    from datetime import datetime

    from networking.jobs.kinds import Tell
    from networking.models import Job, User
    from networking.models.notices import NoticeQuerySet

JOB = "networking.announcement"
AT_ONCE = 200
MOST_A_DAY = 50


class OverError(Exception):
    """It was called off, or has begun: nothing more is to be told of it."""


@transaction.atomic
def publish(announcement: Announcement, *, by: User, now: datetime) -> Job:
    """Begin to tell everybody; again for one already sent, it tells those who have come since. Raises OverError."""
    held = _held(announcement, now)
    if held.published_at is None:
        held.published_at = now
        held.save(update_fields=["published_at"])
    return _ask(held, "published", by=by, now=now)


@transaction.atomic
def change(
    announcement: Announcement,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    by: User,
    now: datetime,
) -> Job:
    """Move the appointment: reminders of the old moment are withdrawn, who knew the old one is told. Raises OverError."""
    held = _held(announcement, now)
    _save_change(held, now, starts_at=starts_at, ends_at=ends_at, place=place)
    outbox.withdraw(
        about=held,
        kinds=[notices.REMINDER, notices.MOVED],
        now=now,
        why=_("L'appuntamento è cambiato: lo dice un altro avviso."),
    )
    return _ask(held, "moved", by=by, now=now)


@transaction.atomic
def call_off(announcement: Announcement, *, by: User, now: datetime) -> Job:
    """Call it off: what has not left is withdrawn, who was told is told that it is off. Raises OverError."""
    held = _held(announcement, now)
    _save_change(held, now, cancelled_at=now)
    outbox.withdraw(about=held, now=now, why=_("L'appuntamento è annullato."))
    return _ask(held, "off", by=by, now=now)


def _held(announcement: Announcement, now: datetime) -> Announcement:
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if held.cancelled_at is not None or held.is_over(now):
        raise OverError
    return held


def _save_change(held: Announcement, now: datetime, **values: object) -> None:
    for name, value in values.items():
        setattr(held, name, value)
    held.sequence, held.changed_at = F("sequence") + 1, now
    held.save()
    held.refresh_from_db()


def _ask(held: Announcement, what: str, *, by: User, now: datetime) -> Job:
    parameters = {"announcement": str(held.pk), "what": what, "sequence": held.sequence}
    return jobs.ask(JOB, by=by, now=now, parameters=parameters, most_a_day=MOST_A_DAY)


# --- the job ---


def tell_everybody(job: Job, tell: Tell) -> Result:
    """Write the notices, some hundreds at a time, each with its own key."""
    announcement = Announcement.objects.get(pk=job.parameters["announcement"])
    if announcement.sequence != job.parameters["sequence"]:
        return Result(outcome=_("Nel frattempo è cambiata: la racconta un altro lavoro."))
    what, now = job.parameters["what"], timezone.now()
    people = recipients(announcement, now=now) if what == "published" else _who_was_told(announcement)
    everybody = list(people.values_list("pk", flat=True))
    count = 0
    for done in range(0, len(everybody), AT_ONCE):
        tell(done * 100 // len(everybody), _("Scrivo gli avvisi"))
        chunk = Person.objects.for_everyone(reason=ANNOUNCING).filter(pk__in=everybody[done : done + AT_ONCE])
        count += _tell_some(announcement, list(chunk.select_related("account", "comune")), what, now)
    outcome = ngettext("Avvisata %d persona.", "Avvisate %d persone.", count) % count
    return Result(outcome=outcome, leads_to=_page_of(job))


@transaction.atomic
def _tell_some(announcement: Announcement, people: list[Person], what: str, now: datetime) -> int:
    """Tell a few, and remind them of the appointment unless it is tomorrow already; how many."""
    # Until this transaction ends nobody changes it: what is told is what it says.
    held = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if held.sequence != announcement.sequence:
        return 0
    if what == "published":
        reached = [each for each in people if _is_reached(each)]
        told = [notices.announced(held, each, now) for each in reached]
        outbox.tell_all(notices.kind_of_nature(held), told, now=now)
    else:
        reached = people
        kind = notices.MOVED if what == "moved" else notices.OFF
        outbox.tell_all(kind, [notices.changed(held, each, now) for each in reached], now=now)
    if what != "off" and held.starts_at is not None and notices.reminded_at(held.starts_at) > now:
        outbox.tell_all(notices.REMINDER, [notices.reminder(held, each) for each in reached], now=now)
    return len(reached)


def _is_reached(person: Person) -> bool:
    return bool(channels_of(person))


def _who_was_told(announcement: Announcement) -> object:
    """Those to whom the communication has left, or may have: they know something that is no longer so."""
    told = _told(announcement).filter(Q(state__in=["sent", "printed"]) | Q(attempts__gt=0))
    return Person.objects.for_everyone(reason=ANNOUNCING).filter(pk__in=told.values("person")).order_by("pk")


def _told(announcement: Announcement) -> NoticeQuerySet:
    everyone = Notice.objects.for_everyone(reason=ANNOUNCING).about_any([announcement])
    return everyone.filter(kind__in=[notices.TOLD, notices.NEWS])


def _page_of(job: Job) -> str:
    return reverse("admin:networking_announcement_change", args=[job.parameters["announcement"]])


def _title(job: Job) -> str:
    announcement = Announcement.objects.filter(pk=job.parameters["announcement"]).first()
    return _("Comunicazione: {title}").format(title=announcement or "—")


JOBS = (
    JobKind(
        JOB,
        label=gettext_lazy("Una comunicazione da mandare"),
        title=_title,
        do=tell_everybody,
        ready=gettext_lazy("Gli avvisi sono scritti: partono da soli."),
        failed=gettext_lazy(
            "Non siamo riusciti a scrivere tutti gli avvisi. Mandala di nuovo: nessuno la riceve due volte."
        ),
        back=_page_of,
        back_label=gettext_lazy("Torna alla comunicazione"),
        is_steady=True,
    ),
)
