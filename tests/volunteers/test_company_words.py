"""What is told of company and referrals: everything has its words, and none names who receives it."""

from datetime import date, timedelta

import pytest

from networking.models import RoleKind
from tests import companions, factories, volunteering
from volunteers.companions import noting, pausing, watching
from volunteers.companions.noting import Words
from volunteers.models import Referral
from volunteers.notices import companion_words, referral_words
from volunteers.referrals import referring, reminding
from volunteers.referrals.referring import Origin, Yes

pytestmark = pytest.mark.django_db
KINDS = {kind.name: kind for kind in (*companion_words.KINDS, *referral_words.KINDS)}


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def pair(norcia, coordinator, now):
    ida = companions.elder(norcia, "Ida Solamente")
    return companions.pair(ida, volunteering.able(), by=coordinator, now=now)


def everything_is_told(pair, by, now):
    """Each of the kinds, once."""
    yes = Yes(pair.person, "phone", now.date())
    origin = Origin(Referral.Source.COMPANIONSHIP, companionship=pair)
    service = factories.service()
    referring.refer(pair.person, service, reason="La spesa.", yes=yes, origin=origin, by=by, now=now)
    reminding.remind(now=now + timedelta(days=15))
    for day in (20, 21):
        noting.note(pair.pk, Words("did_not_answer"), by=by, now=now, day=date(2026, 11, day))
    noting.note(pair.pk, Words("telephone", "worrying", "Non mangia."), by=by, now=now)
    watching.tell_silent(now=now + timedelta(days=40))


def said(notice, now):
    words = KINDS[notice.kind].compose(notice, now)
    return " ".join([words.subject, *words.paragraphs, words.short, words.link])


def test_no_message_says_whom_the_company_is_for(pair, coordinator, now):
    everything_is_told(pair, coordinator, now)
    notices = list(factories.notices().filter(kind__in=KINDS))

    assert {notice.kind for notice in notices} == KINDS.keys() - {companion_words.CHANGED}
    for notice in notices:
        assert not {"Ida", "Solamente", "mangia"} & set(said(notice, now).replace(".", " ").split())


def test_of_two_changes_only_the_last_is_told(pair, coordinator, now):
    pausing.pause(pair.pk, until=date(2026, 12, 20), by=coordinator, now=now)
    pausing.resume(pair.pk, by=coordinator, now=now + timedelta(minutes=5))

    first, second = factories.notices().filter(kind=companion_words.CHANGED).order_by("created_at", "pk")

    assert KINDS[companion_words.CHANGED].compose(first, now) is None
    assert "ricomincia" in said(second, now)
