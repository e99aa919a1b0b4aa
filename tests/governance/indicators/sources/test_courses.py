"""Training and laboratories: what one more row adds, and what adds nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from laboratories.models import Certificate
from tests.attended import DAY, aged, come, session
from tests.measuring import numbers, read, real, whole

pytestmark = pytest.mark.django_db
COURSE = {"kind": "training"}


def certify(made, person, **fields):
    days = {"first_day": DAY, "last_day": DAY, "issued_at": made.ends_at}
    number = f"{Certificate.objects.for_everyone(reason='prova').count():016d}"
    Certificate.objects.create(
        cycle=made.cycle,
        person=person,
        title="Prova",
        number=number,
        minutes=60,
        minutes_held=90,
        **(days | fields),
    )


def test_nw_35_who_finished_of_who_began():
    made = session(title="Primo soccorso", **COURSE)
    people = [aged(30) for _each in range(4)]
    come(made, *people)
    come(made, aged(30), mark="absent")
    certify(made, people[0]), certify(made, people[1])
    certify(made, people[2], revoked_at=made.ends_at, revoked_because="prova")
    come(session("norcia", kind="laboratory"), aged(30))

    assert whole("NW-35") == (50, 2, 4)
    assert numbers(read(real("NW-35")), "group") == {"Primo soccorso": 50}


def test_nw_35b_the_hours_of_each():
    made = session("norcia", **COURSE)
    come(made, aged(30, comune="foligno"), aged(30), minutes=90)
    come(session("spoleto"), aged(30), minutes=90)

    assert whole("NW-35b")[0] == 3
    assert numbers(read(real("NW-35b")), "zone") == {6: 3, 8: 0, 9: 0}


def test_nw_38_promised_and_held():
    session(), session("norcia"), session("spoleto", is_held=False)
    lost = session("trevi", is_held=False)
    lost.cancelled_at, lost.cancelled_because = lost.starts_at, "neve"
    lost.save(update_fields=["cancelled_at", "cancelled_because"])
    session("spello", kind="event")
    session("cascia", is_held=False, published_at=None)

    assert whole("NW-38") == (50, 2, 4)


def test_nw_38b_places_with_somebody_in_them():
    made = session()
    come(made, *(aged(30) for _each in range(9)))
    come(made, aged(30), mark="absent")
    come(session("norcia", day=DAY + timedelta(days=1), kind="event"), aged(30))

    assert whole("NW-38b") == (45, 9, 20)
