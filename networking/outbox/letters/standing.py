"""What a desk still has to do with letters: print, post, look after those that should not have left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from networking.models import AccessRecord, LetterBatch, Notice, NoticeTry, Person
from networking.rules import working_day_after

from .deadlines import DAYS_TO_POST, holidays_around
from .taking import ready

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User
    from networking.models.letters import LetterBatchQuerySet

FETCHING = "quali stampe di lettere qualcuno ha già scaricato"
# The night's batch is fetched in the morning.
FETCHED_WITHIN = timedelta(days=1)


@dataclass(frozen=True)
class Pile:
    """One batch, as the desk's list shows it."""

    batch: LetterBatch
    is_fetched: bool
    post_by: date
    is_late: bool


@dataclass(frozen=True)
class Envelope:
    """One letter of a batch, and what became of it."""

    person: Person
    address: str
    state: Any

    @property
    def is_gone(self) -> bool:
        """Whether the post has it, so that it may bring it back."""
        return self.state == LEFT

    @property
    def is_to_take_out(self) -> bool:
        """Whether it is in the pile, and must not be posted."""
        return self.state == TAKE_OUT

    @property
    def is_to_do_again(self) -> bool:
        """Whether it says several things, of which one is no longer true."""
        return self.state == DO_AGAIN


TO_POST, LEFT, BACK = _("da imbucare"), _("imbucata"), _("tornata indietro")
TAKE_OUT, DO_AGAIN = _("da togliere dal mucchio"), _("da rifare")


def whose(user: User) -> Q:
    """The condition that a notice is to somebody whom `user` follows."""
    return Q(person__in=Person.objects.followed_by(user).values("pk"))


def waiting(user: User, *, now: datetime) -> int:
    """How many people followed by `user` wait for a letter that is printed tonight."""
    return ready(now, whose(user)).aggregate(people=Count("person", distinct=True))["people"]


def piles(batches: Collection[LetterBatch], *, now: datetime) -> list[Pile]:
    """`batches` with what the desk should know of each."""
    fetched, today = fetched_among(batches), localdate(now)
    holidays = holidays_around(today)
    told = []
    for batch in batches:
        made_on = localdate(batch.made_at)
        told.append(
            Pile(
                batch,
                is_fetched=str(batch.pk) in fetched,
                post_by=working_day_after(made_on, DAYS_TO_POST - 1, holidays),
                is_late=batch.posted_at is None and _is_late(made_on, today, holidays),
            )
        )
    return told


def fetched_among(batches: Iterable[LetterBatch]) -> set[str]:
    """Those that somebody has fetched, as the log of readings says."""
    readings = AccessRecord.objects.for_everyone(reason=FETCHING).filter(
        subject_label=LetterBatch._meta.label,
        subject_id__in=[str(batch.pk) for batch in batches],
        deed=AccessRecord.Deed.PRINTED,
    )
    return set(readings.values_list("subject_id", flat=True).distinct())


def late(user: User, *, now: datetime) -> list[LetterBatch]:
    """Printed, and not posted after two working days."""
    today = localdate(now)
    holidays = holidays_around(today)
    return [batch for batch in to_post(user) if _is_late(localdate(batch.made_at), today, holidays)]


def never_fetched(user: User, *, now: datetime) -> list[LetterBatch]:
    """Those of before yesterday that nobody has fetched, and that are not late yet."""
    old = list(to_post(user).filter(made_at__lt=now - FETCHED_WITHIN))
    fetched, are_late = fetched_among(old), set(late(user, now=now))
    return [batch for batch in old if str(batch.pk) not in fetched and batch not in are_late]


def to_post(user: User) -> LetterBatchQuerySet:
    """Printed and not posted, of the territory of `user`."""
    return LetterBatch.objects.visible_to(user).filter(posted_at=None)


def envelopes_of(batch: LetterBatch, *, now: datetime) -> list[Envelope]:
    """The letters of `batch`, by name. Who may see it has been asked already."""
    notices = Notice.objects.for_everyone(reason="le lettere di una stampa che si può vedere")
    of_batch = notices.filter(batch=batch).select_related("person__comune", "person__zone")
    came_back = set(
        NoticeTry.objects.filter(notice__batch=batch, outcome=NoticeTry.Outcome.RETURNED).values_list(
            "notice", flat=True
        )
    )
    by_person: dict[Person, list[Notice]] = {}
    for notice in of_batch.order_by("person__family_name", "person__given_name", "person", "due_at"):
        by_person.setdefault(notice.addressee, []).append(notice)
    return [
        Envelope(person, mine[0].address, _state(mine, came_back, now)) for person, mine in by_person.items()
    ]


def _state(notices: list[Notice], came_back: set[UUID], now: datetime) -> Any:
    if any(notice.pk in came_back for notice in notices):
        return BACK
    untrue = [_is_untrue(notice, now) for notice in notices]
    if all(untrue):
        return TAKE_OUT
    if any(notice.state == Notice.State.SENT for notice in notices):
        return LEFT
    return DO_AGAIN if any(untrue) else TO_POST


def _is_untrue(notice: Notice, now: datetime) -> bool:
    """Whether its reason has gone since the print, or its moment has passed before it was posted."""
    is_over = notice.expires_at is not None and notice.expires_at <= now
    return notice.state == Notice.State.WITHDRAWN or (notice.state == Notice.State.PRINTED and is_over)


def _is_late(made_on: date, today: date, holidays: Collection[date]) -> bool:
    return today > working_day_after(made_on, DAYS_TO_POST, holidays)
