"""Choosing how one is told: only ways that reach, what waits follows, and no choice outlives what it needed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from networking.models import ContactChannel, Notice, Person
from networking.outbox import Telling, tell
from networking.outbox.choosing import why_not
from networking.outbox.preferring import UnreachableChoiceError, choose_channel
from tests import factories

MOBILE, LANDLINE = "+393331234567", "+390743999903"


@pytest.fixture
def elena(citizen, norcia):
    person = citizen.person
    person.comune, person.phone, person.street = norcia, MOBILE, "Via Roma 1"
    person.save()
    return person


def told(person, now, **fields):
    return tell("networking.role_ends", Telling(person=person, key=f"prova:{person.pk}", **fields), now=now)


def channel_of(person):
    return Person.objects.for_everyone(reason="prova").values_list("channel", flat=True).get(pk=person.pk)


@pytest.mark.parametrize(
    ("lacking", "channel", "word"),
    [
        ({"phone": ""}, "sms", "serve un numero"),
        ({"phone": ""}, "phone", "serve un numero"),
        ({"phone": LANDLINE}, "sms", "solo ai cellulari"),
        ({"street": ""}, "letter", "la via e il numero"),
        ({"street": "Via Po 2", "comune": None}, "letter", "il CAP e la città"),
        ({"account": None}, "email", "un indirizzo e-mail"),
        ({"account": None}, "pages", "un accesso"),
    ],
)
def test_a_way_that_does_not_reach_cannot_be_chosen(elena, now, lacking, channel, word):
    for name, value in lacking.items():
        setattr(elena, name, value)
    elena.save()

    with pytest.raises(UnreachableChoiceError, match=word):
        choose_channel(elena, channel, now=now)
    assert channel_of(elena) == ""


@pytest.mark.parametrize("channel", [*ContactChannel, ""])
def test_whoever_has_everything_may_choose_any_way(elena, now, channel):
    choose_channel(elena, channel, now=now)

    assert channel_of(elena) == channel
    assert why_not(elena, "email") == ""


def test_a_mail_that_waits_becomes_a_letter(elena, now):
    due = now + timedelta(days=30)
    waiting = told(elena, now, due_at=due)
    assert waiting.channel == "email"

    assert choose_channel(elena, "letter", now=now) == 1

    waiting = factories.notices().get(pk=waiting.pk)
    # Early enough to be in the letter box on the day.
    assert (waiting.channel, waiting.next_at) == ("letter", due - timedelta(days=7))


def test_a_mail_that_was_tried_stays_a_mail(elena, now):
    waiting = told(elena, now)
    factories.notices().filter(pk=waiting.pk).update(attempts=1)

    assert choose_channel(elena, "letter", now=now) == 0
    assert factories.notices().get(pk=waiting.pk).channel == "email"


def test_a_call_that_nobody_answered_may_become_a_letter(elena, now):
    choose_channel(elena, "phone", now=now)
    waiting = told(elena, now)
    factories.notices().filter(pk=waiting.pk).update(attempts=2)

    assert choose_channel(elena, "letter", now=now) == 1


def test_a_letter_that_would_come_too_late_is_not_waited_for(elena, now):
    waiting = told(elena, now, expires_at=now + timedelta(days=2))

    choose_channel(elena, "letter", now=now)

    assert factories.notices().get(pk=waiting.pk).channel == "email"


def test_the_notices_of_others_and_what_has_left_stay(elena, now):
    other = told(factories.human(email="altra@example.org"), now)
    gone = told(elena, now)
    factories.notices().filter(pk=gone.pk).update(
        state=Notice.State.SENT, sent_at=now, address="cittadina@example.org"
    )

    assert choose_channel(elena, "letter", now=now) == 0
    assert {factories.notices().get(pk=each.pk).channel for each in (other, gone)} == {"email"}


@pytest.mark.parametrize(
    ("channel", "taken"),
    [
        ("email", {"account": None}),
        ("pages", {"account": None}),
        ("phone", {"phone": ""}),
        ("sms", {"phone": ""}),
        ("letter", {"street": ""}),
    ],
)
def test_where_nobody_is_asked_the_choice_falls_with_what_it_needed(elena, now, channel, taken):
    choose_channel(elena, channel, now=now)

    Person.objects.for_everyone(reason="prova").filter(pk=elena.pk).update(**taken)

    assert channel_of(elena) == ""


def test_an_access_that_is_deleted_does_not_stop_on_the_choice(elena, citizen, now):
    choose_channel(elena, "email", now=now)

    citizen.delete()

    assert channel_of(elena) == ""


def test_whoever_is_choosing_right_now_is_told_instead(elena):
    with pytest.raises(IntegrityError, match="no_call_to_who_has_no_telephone"), transaction.atomic():
        Person.objects.for_everyone(reason="prova").filter(pk=elena.pk).update(phone="", channel="sms")
