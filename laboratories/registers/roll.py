"""What a register page says of each person who is expected, and of each session of who asks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from laboratories.models import Presence, PresenceMark, Session
from laboratories.registers import staffing
from laboratories.registers.attending import OPENS_BEFORE
from networking import consenting
from networking.models import Consent, Guardianship

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any
    from uuid import UUID

    from networking.models import Person, User

ROLL = "il registro di un incontro di chi lo conduce"
# Registers left open are asked for this long; those to come are shown this far.
ASKED_FOR, SHOWN_AHEAD = timedelta(days=60), timedelta(days=8)
MOST_SESSIONS = 60


@dataclass(frozen=True)
class Line:
    """One person of a register."""

    row: Presence
    age: int | None
    collectors: list[Person]
    goes_home_alone: bool
    # None: who looks may not read them, or nobody wrote any.
    needs: str | None
    marks: list[PresenceMark]

    @property
    def person(self) -> Person:
        """Of whom it speaks."""
        return self.row.person


def lines_of(session: Session, *, reader: User, now: datetime) -> list[Line]:
    """Everybody expected at `session`, and whoever was marked and is expected no longer, by family name."""
    rows = Presence.objects.for_everyone(reason=ROLL).filter(session=session)
    rows = rows.filter(Q(is_expected=True) | ~Q(mark="")).select_related("person")
    found = list(rows.order_by("person__family_name", "person__given_name", "pk"))
    people = [row.person_id for row in found]
    collectors = _collectors(people, session.local_date)
    alone = consenting.who_agree(people, Consent.Purpose.GOING_HOME)
    readable = _whose_needs(session, people, reader=reader, now=now)
    marks = _disputed_marks(found)
    return [
        Line(
            row=row,
            age=row.person.age_on(session.local_date),
            collectors=collectors[row.person_id],
            goes_home_alone=row.person_id in alone,
            needs=row.person.needs if row.person_id in readable else None,
            marks=marks[row.pk],
        )
        for row in found
    ]


def _collectors(people: list[UUID], day: date) -> dict[UUID, list[Person]]:
    ties = Guardianship.objects.for_everyone(reason=ROLL).in_force_on(day)
    found = defaultdict(list)
    for tie in ties.filter(child__in=people, can_collect=True).select_related("guardian").order_by("pk"):
        found[tie.child_id].append(tie.guardian)
    return found


def _whose_needs(session: Session, people: list[UUID], *, reader: User, now: datetime) -> set[UUID]:
    """Those whose needs the reader may read: who is in the staff of this very session, that day, where agreed."""
    is_the_day = session.local_date == timezone.localdate(now) and session.closed_at is None
    if not is_the_day or not session.staff.filter(person__account=reader).exists():
        return set()
    return consenting.who_agree(people, Consent.Purpose.NEEDS)


def _disputed_marks(rows: list[Presence]) -> dict[UUID, list[PresenceMark]]:
    """Every mark of the rows on which two devices disagree; of the others nothing need be asked."""
    disputed = [row.pk for row in rows if row.is_disputed]
    found = defaultdict(list)
    if disputed:
        marks = PresenceMark.objects.for_everyone(reason=ROLL).filter(presence__in=disputed)
        for each in marks.select_related("made_by__person").order_by("received_at", "made_at"):
            found[each.presence_id].append(each)
    return found


def sessions_of(user: User, *, now: datetime) -> dict[str, list[Session]]:
    """The sessions of who asks: today's, those before whose register is not finished, those of the next days."""
    today = timezone.localdate(now)
    rows = Session.objects.run_by(user).taking_place()
    rows = rows.filter(local_date__range=(today - ASKED_FOR, today + SHOWN_AHEAD))
    unfinished = Q(closed_at=None, people__gt=0) | Q(disputed__gt=0)
    shown = (
        rows.select_related("cycle__activity__policy", "cycle__venue__place__comune", "room")
        .annotate(
            people=Count("presences", filter=Q(presences__is_expected=True)),
            disputed=Count("presences", filter=Q(presences__is_disputed=True)),
        )
        .filter(Q(local_date__gte=today) | unfinished)
        .order_by("starts_at", "id")
    )
    found: dict[str, list[Any]] = {"today": [], "before": [], "ahead": []}
    listed = list(shown[:MOST_SESSIONS])
    short = staffing.short_of(
        [each for each in listed if each.opened_at is None and each.local_date >= today]
    )
    for each in listed:
        each.lacks_staff = each.pk in short
        when = "today" if each.local_date == today else "before" if each.local_date < today else "ahead"
        found[when].append(each)
    return found


def may_open(session: Session, *, now: datetime) -> bool:
    """Whether it is time to open the register."""
    return session.opened_at is None and now >= session.starts_at - OPENS_BEFORE
