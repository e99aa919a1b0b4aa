"""The coordinator's desk: what is uncovered, what expires, who asks to help; by zone and comune."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networking.attention import waiting_for
from networking.models import AccessRecord, RoleKind
from tests import factories, volunteering
from tests.volunteers.test_turn_pages import DESK, somebody, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(norcia, foligno):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, everywhere=True)


@pytest.fixture
def desk(coordinator):
    return factories.signed_in(coordinator)


def shown(client, **where):
    return client.get(DESK, where).context["desk"]


def ending(volunteer, days=10):
    return volunteering.credential(
        volunteer, "clearance", expires_on=timezone.localdate() + timedelta(days=days)
    )


def test_people_that_are_missing_are_counted_by_comune(desk, norcia, foligno):
    soon(norcia, places=2)
    soon(norcia, days=9)
    soon(foligno)

    missing = [tuple(each) for each in shown(desk).missing]

    assert missing == [(foligno, 1, 0), (norcia, 2, 1)]


def test_a_zone_or_a_comune_narrows_everything(desk, norcia, foligno):
    for comune, mail in ((norcia, "n@example.org"), (foligno, "f@example.org")):
        soon(comune)
        ending(somebody(mail, comune))
        volunteering.candidate(factories.human(comune=comune))

    for where in ({"comune": "norcia"}, {"zona": str(norcia.zone.number)}):
        found = shown(desk, **where)
        assert [each.comune for each in found.missing] == [norcia]
        assert {each.volunteer.person.comune for each in found.expiring} == {norcia}
        assert {each.person.comune for each in found.applications} == {norcia}


def test_what_is_no_place_of_ones_own_is_not_chosen(norcia, foligno):
    here = factories.person("qui@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)
    soon(foligno)
    soon(norcia)

    found = shown(factories.signed_in(here), comune="foligno")

    assert [each.comune for each in found.missing] == [norcia]


def test_only_what_expires_within_thirty_days(desk, norcia):
    ending(somebody("presto@example.org", norcia), days=30)
    ending(somebody("tardi@example.org", norcia), days=31)

    assert [each.volunteer.person.account.email for each in shown(desk).expiring] == ["presto@example.org"]


def test_reading_the_people_is_written_down(desk, norcia):
    volunteering.candidate(factories.human(comune=norcia))

    desk.get(DESK)

    assert AccessRecord.objects.for_everyone(reason="una prova").get(page=DESK).rows == 1


def test_the_first_page_of_gestione_says_what_waits(coordinator, norcia):
    soon(norcia)
    ending(somebody("presto@example.org", norcia))
    volunteering.candidate(factories.human(comune=norcia))

    sentences = [each.sentence for each in waiting_for(coordinator, now=timezone.now())]

    assert "1 turno di volontariato da coprire nei prossimi 7 giorni." in sentences
    assert "1 persona vuole fare volontariato e aspetta di sentirti." in sentences
    assert "1 abilitazione o assicurazione di chi aiuta scade entro 30 giorni." in sentences


@pytest.mark.parametrize("many", [1, 25])
def test_the_desk_asks_the_same_however_many_people(desk, norcia, many, django_assert_max_num_queries):
    for number in range(many):
        ending(somebody(f"{number}@example.org", norcia))
        volunteering.candidate(factories.human(comune=norcia))

    with django_assert_max_num_queries(20):
        assert len(shown(desk).expiring) == many
