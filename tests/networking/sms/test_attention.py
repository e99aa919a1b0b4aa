"""Staff are told that SMS do not leave, and why, before anybody complains."""

from datetime import timedelta

import pytest

from networking.attention import waiting_for
from networking.models import ContactChannel
from networking.outbox import Telling, drain, tell
from tests import factories, sms_server

SAID = "Gli SMS non partono da più di mezz'ora. Il credito degli SMS è finito."


@pytest.fixture
def without_credit(provider, settings, db, now):
    """A notice that began to wait for credit at ten in the morning."""
    settings.NOTICE_KINDS = [*settings.NOTICE_KINDS, "tests.networking.sms.kinds.KINDS"]
    person = factories.human(phone="+393331234567", channel=ContactChannel.SMS)
    tell("prova.domani", Telling(person, "domani"), now=now)
    provider.answers = [sms_server.refusal(400, "BAD_CREDIT")] * 2
    drain(now=lambda: now)
    return now


def sentences(user, moment):
    return [each.sentence for each in waiting_for(user, now=moment)]


def test_after_half_an_hour_whoever_administers_is_told_why(without_credit, administrator):
    assert SAID not in sentences(administrator, without_credit + timedelta(minutes=29))
    assert SAID in sentences(administrator, without_credit + timedelta(minutes=30))


def test_never_who_cannot_mend_it(without_credit, operator_of_zone_6):
    assert SAID not in sentences(operator_of_zone_6, without_credit + timedelta(hours=1))


def test_once_they_leave_nobody_is_told_any_more(without_credit, administrator, provider):
    provider.answers = []
    later = without_credit + timedelta(hours=1)

    drain(now=lambda: later)

    assert SAID not in sentences(administrator, later)


def test_the_list_behind_it_opens(without_credit, administrator):
    (told,) = [
        each
        for each in waiting_for(administrator, now=without_credit + timedelta(hours=1))
        if each.sentence == SAID
    ]

    page = factories.signed_in(administrator).get(told.url)

    assert page.status_code == 200
    assert list(page.context["cl"].queryset.values_list("channel", "state")) == [("sms", "queued")]
