"""Who comes without a booking is added by the desk, through the door of every booking."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from laboratories.booking import BookingRefusedError, FullError
from laboratories.models import Booking
from laboratories.registers import dropping_in
from tests import activities, factories
from tests.laboratories import registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(norcia):
    """Tomorrow's: a place is left."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return registers.session(norcia, children=1, places=2, first_day=tomorrow, by=registers.educator())


@pytest.fixture
def child(norcia):
    return factories.human("Bianca Marchetti", birth_date=registers.CHILD, comune=norcia)


def add(client, session, person):
    address = reverse("laboratories:register_add", args=[session.pk])
    return client.post(address, {"id": uuid.uuid4(), "person": person.pk}, follow=True)


def test_found_by_name_and_added_with_one_press(session, child, operator_of_zone_6):
    desk = factories.signed_in(operator_of_zone_6)
    page = desk.get(reverse("laboratories:register_add", args=[session.pk]), {"q": "marchetti"})
    assert "Bianca Marchetti" in page.content.decode()

    add(desk, session, child)

    assert child in {row.person for row in registers.rows(session)}


def test_not_where_there_is_no_place(session, child, operator_of_zone_6):
    activities.booking(session.cycle)

    with pytest.raises(FullError):
        dropping_in.add(session, child.pk, by=operator_of_zone_6, key="a", now=timezone.now())


def test_nobody_whom_the_desk_does_not_follow(session, foligno, operator_of_zone_6):
    stranger = factories.human("Lontana Davvero", birth_date=registers.CHILD, comune=foligno)
    desk = factories.signed_in(operator_of_zone_6)
    page = desk.get(reverse("laboratories:register_add", args=[session.pk]), {"q": "lontana"})

    add(desk, session, stranger)

    assert "Lontana Davvero" not in page.content.decode()
    assert stranger not in {row.person for row in registers.rows(session)}


def test_only_in_registers_of_ones_own(session, child, operator_of_zone_8):
    assert add(factories.signed_in(operator_of_zone_8), session, child).status_code == 404


def come(session, child, operator, *, after):
    """Who comes so long after the beginning, as the register says it."""
    dropping_in.add(session, child.pk, by=operator, key="a", now=session.starts_at + after)
    return next(row for row in registers.rows(session) if row.person == child)


def test_who_comes_when_it_has_begun_is_late(session, child, operator_of_zone_6):
    session = registers.opened(session, by=operator_of_zone_6)

    row = come(session, child, operator_of_zone_6, after=timedelta(minutes=25))

    assert (row.mark, row.minutes) == ("late", 65)


def test_before_the_register_is_opened_there_is_no_mark_yet(session, child, operator_of_zone_6):
    row = come(session, child, operator_of_zone_6, after=timedelta(minutes=25))

    assert (row.is_expected, row.mark) == (True, "")


def test_in_the_first_minute_one_is_not_late(session, child, operator_of_zone_6):
    session = registers.opened(session, by=operator_of_zone_6)

    assert come(session, child, operator_of_zone_6, after=timedelta(seconds=0)).mark == ""


def test_the_booking_is_of_when_it_was_written(session, child, operator_of_zone_6):
    come(session, child, operator_of_zone_6, after=timedelta(minutes=25))

    booking = Booking.objects.for_everyone(reason="prova").get(person=child)
    assert booking.booked_at == session.starts_at + timedelta(minutes=25)


def test_nobody_when_it_is_over(session, child, operator_of_zone_6):
    with pytest.raises(BookingRefusedError, match="cominciato"):
        come(session, child, operator_of_zone_6, after=timedelta(minutes=90))


def test_nobody_in_a_closed_register(session, child, operator_of_zone_6):
    session = registers.opened(session, by=operator_of_zone_6)
    session.closed_at = session.starts_at + timedelta(minutes=30)

    with pytest.raises(dropping_in.RegisterClosedError):
        come(session, child, operator_of_zone_6, after=timedelta(minutes=40))
