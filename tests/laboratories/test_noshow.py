"""Two absences nobody told of: the place is asked back, never taken away."""

from datetime import timedelta

import pytest
from django.urls import reverse

from laboratories import keeping
from laboratories.models import Party
from laboratories.registers import attending
from tests import activities, factories
from tests.laboratories import registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return registers.educator()


@pytest.fixture
def sessions(norcia, leader):
    """Four meetings, one child."""
    first = registers.session(norcia, by=leader, children=1, sessions=4)
    return list(first.cycle.sessions.order_by("starts_at"))


def missed(session, leader, **fields):
    """The register of `session` closed with everybody absent, and why."""
    registers.opened(session, by=leader)
    activities.presences().filter(session=session).update(**fields)
    attending.close_register(session, by=leader, now=session.ends_at, rest_absent=True)


def asked():
    return list(factories.notices().filter(kind="laboratories.seat_asked_back"))


def the_booking():
    return activities.bookings().get()


def test_after_the_second_the_family_is_asked_and_the_place_stays_theirs(sessions, leader):
    missed(sessions[0], leader)
    assert asked() == []

    missed(sessions[1], leader)

    assert len(asked()) == 1
    assert the_booking().state == "confirmed"


@pytest.mark.parametrize(
    "fields",
    [
        {"absence_reason": "illness"},
        {"absence_reason": "transport"},
        {"absence_reason": "snow"},
        {"absence_told_at": factories.LONG_AGO, "absence_reason": "family"},
    ],
    ids=["illness", "transport", "snow", "told of"],
)
def test_what_is_excused_or_told_never_counts(sessions, leader, fields):
    for session in sessions[:3]:
        missed(session, leader, **fields)

    assert asked() == []


def test_who_has_needs_is_never_asked_by_a_machine(sessions, leader):
    child = registers.rows(sessions[0])[0].person
    child.needs = "Dialisi il giovedì"
    child.save()
    for session in sessions[:3]:
        missed(session, leader)

    assert asked() == []


def test_at_the_end_there_is_nothing_to_ask(sessions, leader):
    for session in sessions[2:]:
        missed(session, leader)

    assert asked() == []


def test_after_an_answer_absences_are_counted_anew(sessions, leader):
    for session in sessions[:2]:
        missed(session, leader)
    keeping.keep(the_booking(), now=sessions[1].ends_at)

    missed(sessions[2], leader)

    assert len(asked()) == 1


def test_of_a_child_whom_the_desk_booked_those_who_may_book_are_asked(sessions, leader):
    child = registers.rows(sessions[0])[0].person
    factories.tie(factories.human("Elsa Vagni", email="elsa@example.org"), child)
    Party.objects.for_everyone(reason="prova").update(booker=None)

    for session in sessions[:2]:
        missed(session, leader)

    assert [str(notice.person) for notice in asked()] == ["Elsa Vagni"]


@pytest.fixture
def address(sessions, leader):
    for session in sessions[:2]:
        missed(session, leader)
    return reverse("laboratories:seat_keep", args=[keeping.token_of(the_booking())])


def test_looking_changes_nothing(client, address):
    assert "Tengo il posto" in client.get(address).content.decode()
    assert the_booking().kept_at is None


def test_one_press_keeps_it(client, address):
    client.post(address, {"risposta": "tengo"})

    booking = the_booking()
    assert (booking.state, booking.kept_at is not None) == ("confirmed", True)


def test_one_press_leaves_it(client, address, sessions):
    client.post(address, {"risposta": "lascio"})

    assert the_booking().state == "cancelled_family"
    assert activities.seats(sessions[0].cycle).taken == 0
    assert client.get(address).status_code == 404


def test_a_link_that_is_not_ours_is_about_nothing(client, address):
    assert client.post(f"{address[:-3]}x/", {"risposta": "lascio"}).status_code == 404
    assert the_booking().state == "confirmed"


def test_the_notice_has_no_reason_once_answered(address, sessions):
    from laboratories.notices import registers as notices

    [notice] = asked()
    now = sessions[1].ends_at + timedelta(hours=1)
    assert address in notices._seat_asked_back(notice, now).link

    keeping.keep(the_booking(), now=now)

    [notice] = asked()
    assert notices._seat_asked_back(notice, now) is None
