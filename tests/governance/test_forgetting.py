"""Ten years after, the books no longer name who was erased; what they say of the others stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.forgetting import forget_names
from governance.models import Meeting
from networking import retention
from networking.erasing.person import Asked, erase_person
from networking.models import Channel
from tests import factories, governing

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(now):
    """A meeting, its chair erased since, its secretary still here."""
    chair, secretary = factories.human("Carla Pesci"), factories.human("Dino Orsi")
    meeting = governing.meeting(
        governing.body(),
        state="closed",
        chair=chair,
        chair_name="Carla Pesci",
        secretary=secretary,
        secretary_name="Dino Orsi",
    )
    erase_person(chair, asked=Asked(Channel.DESK, now), now=now)
    return meeting


def names_on(held, now):
    """Only this table: of histories and readings the database forgets nothing by a clock that runs ahead."""
    forget_names("governance.Meeting", now - timedelta(days=retention.rules()["governance.Meeting"].days))
    row = Meeting.objects.for_everyone(reason="prova").get(pk=held.pk)
    return row.chair_name, row.secretary_name


def test_the_name_stays_as_long_as_the_law_of_books_asks(held):
    nine_years = governing.FIRST_CALL + timedelta(days=9 * 365)

    assert names_on(held, nine_years) == ("Carla Pesci", "Dino Orsi")


def test_then_only_who_was_erased_is_no_longer_named(held):
    eleven_years = governing.FIRST_CALL + timedelta(days=11 * 366)

    assert names_on(held, eleven_years) == ("", "Dino Orsi")


def test_an_erasure_says_until_when_a_mandate_in_force_is_held():
    """It has no end yet: reckoned as if it ended today."""
    mandate, now = governing.mandate(governing.body()), timezone.now()

    proof = erase_person(mandate.person, asked=Asked(Channel.DESK, now), now=now)

    until = timezone.localdate(now) + timedelta(days=3654)
    assert [(hold["table"], hold["until"]) for hold in proof.holds] == [
        ("governance.Mandate", until.isoformat())
    ]
