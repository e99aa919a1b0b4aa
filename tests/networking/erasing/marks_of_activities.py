"""A row of the person's in each table of activities, to be marked."""

from datetime import date, time

from django.utils import timezone

from laboratories.models import (
    Certificate,
    Closure,
    CycleStaff,
    PresenceMark,
    QueueStep,
    Schooling,
    Session,
    SessionStaff,
)
from networking.models import Comune
from tests import activities


def _cycle():
    return activities.cycle(Comune.objects.first())


def _queue_step(cast):
    cycle = _cycle()
    return QueueStep(
        party=activities.party(cast.person),
        pool=activities.pool(cycle),
        kind="offered",
        at=timezone.now(),
        needed=1,
    )


def _presence(cast):
    return activities.booking(_cycle_of_another_day(cast), cast.person).presences.for_everyone(
        reason="prova"
    )[0]


def _cycle_of_another_day(cast):
    """Nobody is expected in two places: each row has a day of its own."""
    taken = activities.presences().filter(person=cast.person).count()
    return activities.cycle(Comune.objects.first(), first_day=date(2026, 12, 3 + taken))


def _mark(cast):
    return PresenceMark(
        presence=_presence(cast),
        mark="present",
        made_by=cast.user,
        made_at=timezone.now(),
        received_at=timezone.now(),
    )


def _certificate(cast):
    return Certificate(
        number="0123456789ABCDEF",
        person=cast.person,
        cycle=_cycle(),
        title="Un laboratorio",
        minutes=60,
        minutes_held=90,
        first_day=date(2026, 12, 2),
        last_day=date(2026, 12, 2),
        issued_at=timezone.now(),
        issued_by=cast.user,
    )


OF_ACTIVITIES = {
    "laboratories.Certificate": _certificate,
    "laboratories.CycleStaff": lambda cast: CycleStaff(cycle=_cycle(), person=cast.person),
    "laboratories.Session": lambda cast: Session(
        cycle=_cycle(),
        local_date=date(2027, 1, 13),
        local_start=time(9),
        local_end=time(10),
        opened_by=cast.user,
    ),
    "laboratories.SessionStaff": lambda cast: SessionStaff(
        session=_cycle().sessions.get(), person=cast.person
    ),
    "laboratories.Closure": lambda cast: Closure(
        first_day=date(2027, 1, 13),
        last_day=date(2027, 1, 13),
        reason="weather",
        made_by=cast.user,
        made_at=timezone.now(),
        ended_by=cast.user,
        ended_at=timezone.now(),
    ),
    "laboratories.Schooling": lambda cast: Schooling(person=cast.person, grade=3, year="2026/27"),
    "laboratories.Party": lambda cast: activities.party(cast.person, entered_by=cast.user),
    "laboratories.Booking": lambda cast: activities.booking(_cycle_of_another_day(cast), cast.person),
    "laboratories.QueueStep": _queue_step,
    "laboratories.Presence": _presence,
    "laboratories.PresenceMark": _mark,
}
# Rows that only tie others together.
TIES_OF_ACTIVITIES: set[str] = set()
