"""What changes takes away the turns that it no longer allows, in the same transaction, whoever writes."""

from datetime import date, time

import pytest
from django.db import connection

from networking.models import Consent, Credential
from tests import factories, volunteering
from volunteers.eligibility import reasons_of_suspension
from volunteers.models import InsuranceCover, InsurancePolicy

pytestmark = pytest.mark.django_db


@pytest.fixture
def turn(norcia):
    """Somebody with the safety course, in a turn that asks for it."""
    kind = volunteering.kind(needed=["safety"])
    volunteer = volunteering.able()
    volunteering.credential(volunteer, "safety")
    return volunteering.assign(volunteer, volunteering.request(norcia, kind=kind))


def look_again():
    with connection.cursor() as cursor:
        cursor.execute("SELECT volunteers_look_again()")
        return cursor.fetchone()[0]


def codes(turn):
    turn.refresh_from_db()
    turn.request.refresh_from_db()
    assert turn.request.taken == (1 if turn.state == "accepted" else 0)
    return [each["code"] for each in turn.refusals or []] if turn.state == "suspended" else None


def test_nothing_is_taken_from_who_still_may(turn):
    assert look_again() == 0
    assert codes(turn) is None


def test_a_pause_takes_the_turns_ahead(turn):
    turn.volunteer.state = "paused"
    turn.volunteer.save()

    assert codes(turn) == ["not_active"]
    assert reasons_of_suspension(turn) == [
        "Il percorso per diventare volontaria o volontario non è finito, o è in pausa."
    ]


def test_a_cover_that_is_shortened_or_taken_away(turn):
    covers = InsuranceCover.objects.for_everyone(reason="una prova")
    covers.update(ends_on=date(2026, 12, 1))

    assert codes(turn) == ["not_insured"]


def test_a_cover_that_is_taken_away(turn):
    InsuranceCover.objects.for_everyone(reason="una prova").delete()

    assert codes(turn) == ["not_insured"]


def test_a_policy_that_ends_before(turn):
    InsurancePolicy.objects.update(ends_on=date(2026, 12, 1))

    assert codes(turn) == ["not_insured"]


def test_a_cessation_in_the_register(turn):
    from volunteers.models import RegisterEntry

    enrolled = RegisterEntry.objects.for_everyone(reason="una prova").get()
    volunteering.line(
        turn.volunteer.person, event="cessation", about=enrolled, effective_on=date(2026, 12, 1)
    )

    assert codes(turn) == ["not_registered"]


def test_a_kind_of_help_that_asks_for_more(turn):
    turn.request.kind.needed = ["safety", "first_aid"]
    turn.request.kind.save()

    assert codes(turn) == ["credential_missing"]


def test_a_turn_that_is_moved_onto_another(turn, norcia):
    other = volunteering.request(norcia, local_start=time(9), local_end=time(11))
    volunteering.assign(turn.volunteer, other)
    turn.request.local_start, turn.request.local_end = time(10), time(12)
    turn.request.save()

    assert codes(turn) == ["busy"]


def test_a_turn_that_is_moved_takes_its_people_with_it(turn):
    turn.request.local_start, turn.request.local_end = time(9), time(11)
    turn.request.save()

    turn.refresh_from_db()
    turn.request.refresh_from_db()
    assert (turn.during.lower, turn.during.upper) == (turn.request.starts_at, turn.request.ends_at)


def test_a_credential_revoked_on_the_floor_below_is_found_within_the_minute(turn):
    Credential.objects.for_everyone(reason="una prova").update(revoked_at=volunteering.MOMENT)

    assert codes(turn) is None
    assert look_again() == 1
    assert codes(turn) == ["credential_missing"]


def test_a_minor_stays_only_while_an_adult_does(norcia):
    request = volunteering.request(norcia, places=2)
    adult = volunteering.assign(volunteering.able(), request)
    minor = volunteering.able(factories.human(birth_date=date(2010, 6, 1)), parent_met_on=volunteering.SINCE)
    volunteering.consent(minor)
    hers = volunteering.assign(minor, request)

    adult.volunteer.state = "paused"
    adult.volunteer.save()

    hers.refresh_from_db()
    assert [each["code"] for each in hers.refusals] == ["no_adult_beside"]


def test_a_consent_taken_back_is_found_within_the_minute(norcia):
    request = volunteering.request(norcia, places=2)
    volunteering.assign(volunteering.able(), request)
    minor = volunteering.able(factories.human(birth_date=date(2010, 6, 1)), parent_met_on=volunteering.SINCE)
    volunteering.consent(minor)
    hers = volunteering.assign(minor, request)
    Consent.objects.for_everyone(reason="una prova").update(
        withdrawn_at=volunteering.MOMENT, withdrawn_through="own"
    )

    assert look_again() == 1
    hers.refresh_from_db()
    assert [each["code"] for each in hers.refusals] == ["no_parent_consent"]


def test_what_is_past_stays_as_it_was(norcia):
    """The turn of a year ago was right then."""
    volunteer = volunteering.able()
    past = volunteering.assign(volunteer, volunteering.request(norcia, local_date=date(2026, 2, 4)))
    volunteer.state = "paused"
    volunteer.save()

    past.refresh_from_db()
    assert past.state == "accepted"


def test_a_suspended_turn_is_taken_again_only_by_who_may(turn):
    turn.volunteer.state = "paused"
    turn.volunteer.save()
    turn.volunteer.state = "active"
    turn.volunteer.save()
    turn.refresh_from_db()

    turn.state = "accepted"
    turn.save()

    turn.refresh_from_db()
    assert (turn.refusals, turn.suspended_at) == (None, None)
