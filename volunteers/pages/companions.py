"""Company as who coordinates sees it: the silent and the worrying first; one pair with its notes and its months."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localdate

from networking import charts
from networking.models import Consent, Person
from networking.residence import postal_lines
from volunteers.companions.watching import with_last_contact
from volunteers.models import (
    COORDINATE,
    Companionship,
    CompanionshipNote,
    CompanionshipWish,
    HelpRequest,
    Referral,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from networking.models import Comune, User
    from networking.models.persons import PersonQuerySet
    from volunteers.models.companionships import CompanionshipQuerySet

READING = "le note e i prossimi incontri di una compagnia che chi legge coordina"
MONTHS, MOST_NOTES, MOST_AHEAD = 12, 30, 8


class Line(NamedTuple):
    """A pair in the list, and what asks for a look: worrying, silent, or nothing."""

    pair: Companionship
    sign: str


class Listed(NamedTuple):
    """Who waits for company, and the pairs that are open: the worrying first, then the silent."""

    wishes: list[CompanionshipWish]
    lines: list[Line]

    @property
    def people(self) -> int:
        """How many rows of people it shows."""
        return len(self.wishes) + len(self.lines)


class Month(NamedTuple):
    """The contacts of a month, and the times that nobody answered or they did not meet."""

    first: date
    met: int
    missed: int


class Sheet(NamedTuple):
    """One pair, with all that who coordinates needs."""

    pair: Companionship
    sign: str
    where: list[str]
    consent: Consent | None
    ahead: list[HelpRequest]
    notes: list[CompanionshipNote]
    months: list[Month]
    bars: charts.Bars
    referrals: list[Referral]


def listed(user: User, *, now: datetime, comuni: Collection[Comune] | None = None) -> Listed:
    """What `user` coordinates, in `comuni` (None: everywhere they do). Two questions, however many."""
    pairs = Companionship.objects.coordinated_by(user).open()
    wishes = CompanionshipWish.objects.visible_to(user).exclude(
        state__in=(CompanionshipWish.State.PAIRED, CompanionshipWish.State.CLOSED)
    )
    if comuni is not None:
        pairs, wishes = pairs.filter(person__comune__in=comuni), wishes.filter(comune__in=comuni)
    found = with_signs(pairs).select_related("person__comune", "volunteer__person")
    today = localdate(now)
    lines = [Line(pair, sign_of(pair, today)) for pair in found]
    order = {"worrying": 0, "silent": 1, "": 2}
    lines.sort(key=lambda line: (order[line.sign], str(line.pair.person.comune), str(line.pair.person)))
    return Listed(list(wishes.select_related("comune").order_by("state", "asked_at", "id")), lines)


def with_signs(pairs: CompanionshipQuerySet) -> CompanionshipQuerySet:
    """`pairs`, each with its last contact and how the last note said that it went."""
    notes = CompanionshipNote.objects.for_everyone(reason=READING).filter(companionship=OuterRef("pk"))
    last = notes.exclude(going="").order_by("-day", "-written_at")
    found: CompanionshipQuerySet = with_last_contact(pairs).annotate(
        last_going=Subquery(last.values("going")[:1])
    )
    return found


def how_many_ask_for_a_look(user: User, *, now: datetime) -> int:
    """Of the pairs that `user` coordinates, how many worry or are silent: those that the list shows first."""
    pairs, today = with_signs(Companionship.objects.coordinated_by(user).open()), localdate(now)
    return sum(bool(sign_of(pair, today)) for pair in pairs)


def sign_of(pair: Companionship, today: date) -> str:
    """What asks for a look at `pair`, with its signs."""
    if pair.last_going == CompanionshipNote.Going.WORRYING:
        return "worrying"
    is_on = pair.state == Companionship.State.ACTIVE
    return "silent" if is_on and pair.quiet_since + timedelta(days=pair.alert_after_days) < today else ""


def sheet(pair: Companionship, *, now: datetime) -> Sheet:
    """The page of `pair`, read with its signs. Five questions, however many notes."""
    today = localdate(now)
    notes = CompanionshipNote.objects.for_everyone(reason=READING).filter(companionship=pair)
    months = _months(notes.filter(day__gt=today - timedelta(days=366)).values_list("day", "how"), today)
    consents = Consent.objects.for_everyone(reason=READING).live()
    turns = HelpRequest.objects.filter(companionship=pair, starts_at__gt=now, cancelled_at=None)
    referrals = Referral.objects.for_everyone(reason=READING).filter(companionship=pair)
    return Sheet(
        pair,
        sign_of(pair, today),
        where=postal_lines(pair.person),
        consent=consents.filter(person=pair.person, purpose=Consent.Purpose.COMPANIONSHIP).first(),
        ahead=list(turns.order_by("starts_at")[:MOST_AHEAD]),
        notes=list(notes.select_related("by__person")[:MOST_NOTES]),
        months=months,
        bars=charts.stacked([(each.met, each.missed) for each in months]),
        referrals=list(referrals.select_related("service")),
    )


def who_may_have(user: User) -> PersonQuerySet:
    """Who has said yes to company, lives where `user` coordinates, and has nobody yet; they first who said it first."""
    yes = Consent.objects.for_everyone(reason=READING).live().filter(purpose=Consent.Purpose.COMPANIONSHIP)
    paired = Companionship.objects.for_everyone(reason=READING).open()
    people: PersonQuerySet = Person.objects.for_everyone(reason=READING).filter(
        user.scope(*COORDINATE).following(),
        pk__in=yes.values("person"),
        comune__isnull=False,
    )
    return (
        people.exclude(pk__in=paired.values("person"))
        .select_related("comune")
        .order_by("comune__name", "family_name", "pk")
    )


def _months(said: Collection[tuple[date, str]], today: date) -> list[Month]:
    met: Counter[date] = Counter()
    missed: Counter[date] = Counter()
    for day, how in said:
        (met if how in CompanionshipNote.HAPPENED else missed)[day.replace(day=1)] += 1
    firsts = [today.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return [Month(first, met[first], missed[first]) for first in reversed(firsts)]
