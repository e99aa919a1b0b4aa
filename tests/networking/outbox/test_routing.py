"""The way of a notice, chosen anew: whatever the cause, it sets out as if from the start, and never late already."""

from datetime import timedelta

import pytest

from networking.models import Notice
from networking.outbox import calls, claiming, preferring, recording
from networking.outbox.routing import route_of

from .calling import row, told

pytestmark = pytest.mark.usefixtures("kinds")
YESTERDAY = timedelta(hours=25)


@pytest.fixture
def mailed(settimio, now):
    """A mail due yesterday, to somebody who may be telephoned too."""
    settimio.channel, settimio.email = "email", "settimio@example.org"
    settimio.save()
    told(settimio, "x", now - YESTERDAY)
    return row()


def test_a_mail_given_up_after_a_day_is_no_call_that_waits_since_yesterday(mailed, carla, now):
    [held] = claiming.claim(["email"], now=now).notices
    held.begun_at = now - YESTERDAY

    recording.put_off(held, "Non parte.", now=now)

    assert (row().channel, row().next_at, row().attempts) == ("phone", now, 0)
    assert not calls.waiting_long(carla, now=now)


def test_without_its_address_it_goes_another_way_as_from_the_start(mailed, settimio, now):
    claiming.give_back(claiming.claim(["email"], now=now).notices)
    settimio.email, settimio.channel = "", ""
    settimio.save()

    assert preferring.reroute(settimio, now=now) == 1
    assert (row().channel, row().next_at, row().state) == ("phone", now, Notice.State.QUEUED)


def test_a_telephone_lost_on_the_way_to_the_call_sends_it_another_way(settimio, carla, now):
    told(settimio, "x", now)
    settimio.phone, settimio.channel, settimio.street = "", "", "Via Roma 1"
    settimio.save()

    with pytest.raises(calls.NothingToSayError):
        calls.begin(settimio, by=carla, now=now)

    assert (row().channel, row().caller) == ("letter", None)
    assert row().tries.get().detail == "Non ha più un telefono."


@pytest.mark.parametrize(("days", "channel"), [(8, "letter"), (6, "phone")])
def test_a_letter_is_a_way_only_where_it_arrives_in_time(settimio, now, days, channel):
    settimio.street, settimio.channel = "Via Roma 1", "letter"
    settimio.save()
    notice = told(settimio, "x", now, expires_at=now + timedelta(days=days))

    assert route_of(notice, now=now).channel == channel
    assert route_of(notice, now=now, besides={channel}) != route_of(notice, now=now)
