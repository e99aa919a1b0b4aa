"""Sending a communication, moving its appointment, calling it off: decided at once, told by a job with progress.

The job is written in the same transaction as the decision; every telling has its own key, so that a job done twice,
or begun again after a worker died, tells nobody twice.
"""

from __future__ import annotations

from dataclasses import dataclass
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
from networking.outbox.choosing import first_channel
from networking.outbox.kinds import kind_of

from . import notices
from .recipients import ANNOUNCING, recipients

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from networking.jobs.kinds import Tell
    from networking.models import Job, User
    from networking.models.notices import NoticeQuerySet

JOB = "networking.announcement"
AT_ONCE = 200
MOST_A_DAY = 50


class OverError(Exception):
    """It was called off, has begun, or never was an appointment that was told: nothing more is to be told of it."""


@transaction.atomic
def publish(announcement: Announcement, *, by: User, now: datetime) -> Job:
    """Begin to tell everybody; again for one already sent, it tells those who have come since. Raises OverError."""
    held = _held(announcement)
    if held.cancelled_at is not None or held.is_over(now):
        raise OverError
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
    held = _held_appointment(announcement, now)
    if held.cancelled_at is not None:
        raise OverError
    _save_change(held, now, starts_at=starts_at, ends_at=ends_at, place=place)
    outbox.withdraw(
        about=held,
        kinds=[*notices.REMINDERS, notices.MOVED],
        now=now,
        why=_("L'appuntamento è cambiato: lo dice un altro avviso."),
    )
    # What has not left says the new moment, and is worth telling until then.
    _told(held).filter(state__in=[Notice.State.QUEUED, Notice.State.SENDING]).update(expires_at=starts_at)
    return _ask(held, "moved", by=by, now=now)


@transaction.atomic
def call_off(announcement: Announcement, *, by: User, now: datetime) -> Job:
    """Call it off: what has not left is withdrawn, who was told is told that it is off. Raises OverError.

    A second time it tells whom the first did not come to tell, as when its work was cut short.
    """
    held = _held_appointment(announcement, now)
    if held.cancelled_at is None:
        _save_change(held, now, cancelled_at=now)
        outbox.withdraw(about=held, now=now, why=_("L'appuntamento è annullato."))
    return _ask(held, "off", by=by, now=now)


def _held(announcement: Announcement) -> Announcement:
    return Announcement.objects.select_for_update().get(pk=announcement.pk)


def _held_appointment(announcement: Announcement, now: datetime) -> Announcement:
    """One that people were told of, and that has not begun."""
    held = _held(announcement)
    if held.published_at is None or not held.is_appointment or held.is_over(now):
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
    work = _Work(job.parameters["what"], job.parameters["sequence"], timezone.now())
    if not work.is_still_so(announcement):
        return Result(outcome=_("Nel frattempo è cambiata: la racconta un altro lavoro."))
    everybody = list(work.people(announcement).values_list("pk", flat=True))
    count = 0
    for done in range(0, len(everybody), AT_ONCE):
        tell(done * 100 // len(everybody), _("Scrivo gli avvisi"))
        chunk = Person.objects.for_everyone(reason=ANNOUNCING).filter(pk__in=everybody[done : done + AT_ONCE])
        count += _tell_some(work, announcement, list(chunk.select_related("account", "comune")))
    outcome = ngettext("Avvisata %d persona.", "Avvisate %d persone.", count) % count
    return Result(outcome=outcome, leads_to=_page_of(job))


@dataclass(frozen=True)
class _Work:
    """What was decided, at which change of the communication, and when it is told."""

    what: str
    sequence: int
    now: datetime

    def is_still_so(self, announcement: Announcement) -> bool:
        """Of two changes only the last is told. Whoever was to be told of it at all is, as it is by now."""
        if self.what == "published":
            return announcement.cancelled_at is None and not announcement.is_over(self.now)
        return announcement.sequence == self.sequence

    def people(self, announcement: Announcement) -> QuerySet[Person]:
        """Whom it is about, whether or not each of them is to be told something."""
        if self.what == "published":
            return recipients(announcement, now=self.now)
        told = _told(announcement)
        know = _knowing(told)
        told = know | told.pending() if self.what == "moved" else know
        return (
            Person.objects.for_everyone(reason=ANNOUNCING).filter(pk__in=told.values("person")).order_by("pk")
        )


@transaction.atomic
def _tell_some(work: _Work, announcement: Announcement, people: list[Person]) -> int:
    """Tell a few, and remind them of the appointment unless it is tomorrow already; how many."""
    # Until this transaction ends nobody changes it: what is told is what it says.
    held, now = _held(announcement), work.now
    if not work.is_still_so(held):
        return 0
    if work.what == "published":
        kind = notices.kind_of_nature(held)
        told = people = [each for each in people if _is_reached(each, held, kind, now)]
        outbox.tell_all(kind, [notices.announced(held, each, now) for each in told], now=now)
    else:
        kind = notices.MOVED if work.what == "moved" else notices.OFF
        know = set(_knowing(_told(held)).filter(person__in=people).values_list("person", flat=True))
        told = [each for each in people if each.pk in know]
        outbox.tell_all(kind, [notices.changed(held, each, now) for each in told], now=now)
    if work.what != "off" and held.starts_at is not None and notices.reminded_at(held.starts_at) > now:
        kind = notices.reminder_of_nature(held)
        outbox.tell_all(kind, [notices.reminder(held, each) for each in people], now=now)
    return len(told)


def _is_reached(person: Person, announcement: Announcement, kind: str, now: datetime) -> bool:
    ways = kind_of(kind).channels
    return first_channel(person, ways, now=now, expires_at=announcement.starts_at) is not None


def _knowing(told: NoticeQuerySet) -> NoticeQuerySet:
    """Those of `told` that have left, or may have: whoever was told so knows something that is no longer so."""
    has_left = Q(state__in=[Notice.State.SENT, Notice.State.PRINTED, Notice.State.SENDING])
    return told.filter(has_left | Q(attempts__gt=0, composed_at__isnull=False))


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
