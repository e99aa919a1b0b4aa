"""What each table of activities refuses by itself: one bad row for each of its promises."""

from datetime import date, time
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from laboratories.models import Certificate, Closure, ClosureEffect, Presence, PresenceMark
from laboratories.models.bookings import MOST_IN_A_PARTY
from tests import activities, factories

pytestmark = pytest.mark.django_db
MOMENT = factories.LONG_AGO
DAY, EVE = date(2026, 12, 2), date(2026, 12, 1)
UPSIDE_DOWN = {"local_start": time(18), "local_end": time(17)}
# Of the dates and rooms, `test_promises.py` and `tests/concurrency/` say more.
ELSEWHERE = {
    "pool_never_overbooked",
    "one_live_booking_per_person",
    "person_never_in_two_places",
    "room_never_double_booked",
    "staff_never_in_two_places",
}


def twice(make):
    make()
    make()


def update(row, **fields):
    type(row)._base_manager.filter(pk=row.pk).update(**fields)


def presence(norcia):
    activities.booking(activities.cycle(norcia))
    return activities.presences().get()


def certificate(cycle, person, **fields):
    days = {"first_day": DAY, "last_day": DAY, "issued_at": MOMENT}
    values = {"title": "Prova", "minutes": 60, "minutes_held": 90, **days, **fields}
    return Certificate.objects.create(cycle=cycle, person=person, **values)


def two_certificates(norcia, **fields):
    cycle, person = activities.cycle(norcia), factories.human()
    certificate(cycle, person, number="A" * 16)
    certificate(cycle, person, number="B" * 16, **fields)


def closure(**fields):
    values = {"first_day": DAY, "last_day": DAY, "reason": "weather", "made_at": MOMENT}
    return Closure.objects.create(**{**values, **fields})


def mark(row, **fields):
    return PresenceMark.objects.create(
        presence=row, mark="present", made_at=MOMENT, received_at=MOMENT, **fields
    )


def in_two_comuni(norcia):
    return closure(comune=norcia, venue=activities.venue(norcia))


def sent_twice(norcia):
    by = factories.person("chiude@example.org", "administrator")
    return [closure(made_by=by, idem_key="uno", first_day=day, comune=norcia) for day in (DAY, EVE)]


def touched_twice(norcia):
    made, session = closure(), activities.cycle(norcia).sessions.get()
    twice(
        lambda: ClosureEffect.objects.create(
            closure=made, session=session, what="moved", was_on=DAY, sequence=1
        )
    )


def staff_twice(rows):
    person = factories.human()
    twice(lambda: rows.create(person=person))


def expected_twice(norcia):
    row = presence(norcia)
    row.pk, row.is_expected = None, False
    Presence.objects.bulk_create([row])


def named_twice(make, norcia):
    venue = activities.venue(norcia)
    twice(lambda: make(venue))


def at_the_same_hour(norcia):
    cycle = activities.cycle(norcia, sessions=0)
    twice(lambda: activities.session(cycle))


BAD_ROWS = {
    "activity_ages_are_not_upside_down": lambda _n: activities.activity(min_age=10, max_age=6),
    "activity_grades_are_not_upside_down": lambda _n: activities.activity(min_grade=5, max_grade=1),
    "only_school_support_has_a_subject": lambda _n: activities.activity(kind="event", subject="music"),
    "only_training_grants_a_credential": lambda _n: activities.activity(kind="event", grants="first_aid"),
    "cycle_ends_after_it_begins": lambda n: activities.cycle(n, last_day=EVE),
    "enrolment_closes_after_it_opens": lambda n: activities.cycle(n, enrol_closes_at=MOMENT),
    "cycle_has_places": lambda n: activities.cycle(n, places=0),
    "weekly_rule_ends_after_it_begins": lambda n: activities.cycle(n).rules.create(weekday=1, **UPSIDE_DOWN),
    "weekly_rule_comes_back": lambda n: activities.cycle(n).rules.create(
        weekday=1, local_start=time(17), local_end=time(18), every_weeks=0
    ),
    "once_in_the_staff_of_a_cycle": lambda n: staff_twice(activities.cycle(n).staff),
    "once_in_the_staff_of_a_session": lambda n: staff_twice(activities.cycle(n).sessions.get().staff),
    "session_ends_after_it_begins": lambda n: activities.cycle(n, **UPSIDE_DOWN),
    "one_session_of_a_cycle_at_a_time": at_the_same_hour,
    "a_register_closes_after_it_opens": lambda n: update(
        activities.cycle(n).sessions.get(), closed_at=MOMENT
    ),
    "one_pool_for_a_whole_cycle": lambda n: activities.cycle(n).pools.create(),
    "party_has_somebody": lambda _n: activities.party(size=MOST_IN_A_PARTY + 1),
    "one_party_per_form": lambda _n: twice(lambda: activities.party(idem_actor=UUID(int=1), idem_key="uno")),
    "an_offer_has_an_end": lambda n: activities.booking(
        activities.cycle(n), state="offered", offer_expires_at=None
    ),
    "a_confirmed_booking_says_when": lambda n: activities.booking(activities.cycle(n), confirmed_at=None),
    "an_ended_booking_says_when": lambda n: activities.booking(
        activities.cycle(n), state="declined", ended_at=None
    ),
    "one_presence_per_booking": expected_twice,
    "a_mark_says_when": lambda n: update(presence(n), mark="present"),
    "a_mark_is_never_changed": lambda n: update(mark(presence(n)), mark="absent"),
    "one_valid_certificate_per_cycle": two_certificates,
    "nobody_attends_more_than_was_held": lambda n: two_certificates(
        n, revoked_at=MOMENT, revoked_because="x", minutes=91
    ),
    "a_revoked_certificate_says_why": lambda n: two_certificates(n, revoked_at=MOMENT),
    "closure_ends_after_it_begins": lambda _n: closure(last_day=EVE),
    "closure_has_one_scope": in_two_comuni,
    "one_closure_per_form": sent_twice,
    "closed_once": lambda _n: twice(closure),
    "one_effect_of_a_closure": touched_twice,
    "grade_is_one_of_italian_school": lambda _n: activities.schooling(factories.human(), grade=14),
    "venue_closes_after_it_opens": lambda n: activities.venue(n).hours.create(
        weekday=1, opens=time(18), closes=time(17)
    ),
    "one_room_part_per_name": lambda n: named_twice(lambda venue: venue.parts.create(name="a"), n),
    "one_room_per_name": lambda n: named_twice(lambda venue: venue.rooms.create(name="a", most_people=5), n),
    "parts_are_of_the_rooms_own_venue": lambda n: activities.room(activities.venue(n)).parts.add(
        activities.venue(n).parts.create(name="a")
    ),
    "room_holds_somebody": lambda n: activities.room(activities.venue(n), most_people=0),
}


@pytest.mark.parametrize("promise", BAD_ROWS)
def test_a_bad_row_is_refused(promise, norcia):
    with pytest.raises(IntegrityError, match=promise), transaction.atomic():
        BAD_ROWS[promise](norcia)


def test_no_promise_is_left_without_its_bad_row():
    every = {
        each.name
        for model in apps.get_app_config("laboratories").get_models()
        for each in model._meta.constraints
    }

    assert every <= BAD_ROWS.keys() | ELSEWHERE
    assert not ELSEWHERE & BAD_ROWS.keys()
