"""Who may do a turn: every reason against, asked of the one answer and of the table that refuses."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from networking.models import TravelTime
from tests import activities, factories, volunteering
from volunteers.eligibility import reasons_against, refusals_of, turns_refused
from volunteers.models import InsuranceCover, InsurancePolicy

pytestmark = pytest.mark.django_db
TURN = volunteering.TURN
SIXTEEN = date(2010, 6, 1)


def codes(volunteer, request):
    """What the one answer says; the table must agree."""
    found = [refusal["code"] for refusal in refusals_of([volunteer], request).get(volunteer.pk, [])]
    assert bool(found) == (refused(volunteer, request) is not None)
    return found


def refused(volunteer, request):
    """The sentences with which the table refuses; None where it does not."""
    try:
        with transaction.atomic():
            volunteering.assign(volunteer, request)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return reasons_against(error)
    return None


def a_minor(*, consent=True, met=True, birth_date=SIXTEEN):
    volunteer = volunteering.able(
        factories.human(birth_date=birth_date), parent_met_on=volunteering.SINCE if met else None
    )
    if consent:
        volunteering.consent(volunteer)
    return volunteer


def with_an_adult(request):
    request.places = 3
    request.save()
    volunteering.assign(volunteering.able(), request)
    return request


def test_who_is_met_agreed_enrolled_and_insured_may(norcia):
    assert codes(volunteering.able(), volunteering.request(norcia)) == []


def test_the_proof_is_written_with_the_turn(norcia):
    kind = volunteering.kind(needed=["safety"])
    volunteer = volunteering.able()
    volunteering.credential(volunteer, "safety", expires_on=date(2027, 1, 1))
    made = volunteering.assign(volunteer, volunteering.request(norcia, kind=kind))

    made.refresh_from_db()

    assert made.proof["rules"] == "2027-02"
    assert made.proof["agreement"] == {"version": "2026-11", "until": None}
    assert made.proof["age"] == 46
    assert made.proof["register"]["number"] == 1
    assert made.proof["cover"]["until"] == "2028-01-01"
    assert made.proof["credentials"] == [{"kind": "safety", "since": "2026-01-01", "until": "2027-01-01"}]


@pytest.mark.parametrize("state", ["candidate", "meeting", "paused"])
def test_only_who_is_active(norcia, state):
    assert codes(volunteering.able(state=state), volunteering.request(norcia)) == ["not_active"]


def test_nobody_without_the_agreement(norcia):
    volunteer = volunteering.able(agreed_at=None, agreement_version="")

    assert codes(volunteer, volunteering.request(norcia)) == ["no_agreement"]


def test_nobody_with_an_agreement_that_has_ended_by_then(norcia):
    request = volunteering.request(norcia)
    holds = volunteering.able(agreed_until=TURN + timedelta(days=1))
    over = volunteering.able(agreed_until=TURN)

    assert codes(holds, request) == []
    assert refused(over, request) == [
        "L'accordo di volontariato vale fino al 2 dicembre 2026: per quel turno va rinnovato."
    ]


def test_lr_v1_nobody_outside_the_register(norcia):
    volunteer = volunteering.able()
    volunteering.line(
        volunteer.person,
        event="cessation",
        about=volunteer_line(volunteer),
        effective_on=TURN,
    )

    assert codes(volunteer, volunteering.request(norcia)) == ["not_registered"]


def volunteer_line(volunteer):
    from volunteers.models import RegisterEntry

    return RegisterEntry.objects.for_everyone(reason="una prova").get(
        person=volunteer.person, event="enrolment"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"starts_on": TURN + timedelta(days=1)},
        {"ends_on": TURN},
    ],
)
def test_lr_v2_nobody_whose_cover_does_not_hold_that_day(norcia, change):
    volunteer = volunteering.able()
    InsuranceCover.objects.for_everyone(reason="una prova").update(**change)

    assert codes(volunteer, volunteering.request(norcia)) == ["not_insured"]


def test_lr_v2_the_cover_holds_to_the_end_of_a_night(norcia):
    volunteer = volunteering.able()
    InsuranceCover.objects.for_everyone(reason="una prova").update(ends_on=TURN + timedelta(days=1))
    night = volunteering.request(norcia, local_start=time(22), local_end=time(1))

    assert codes(volunteer, night) == ["not_insured"]


@pytest.mark.parametrize("hole", ["covers_accidents", "covers_illness", "covers_liability"])
def test_lr_v2_a_policy_covers_accidents_illness_and_harm(norcia, hole):
    volunteer = volunteering.able()
    InsurancePolicy.objects.update(**{hole: False})

    assert codes(volunteer, volunteering.request(norcia)) == ["not_insured"]


def test_lr_v7_whom_the_ente_pays_is_not_its_volunteer(norcia):
    volunteer = volunteering.able(paid_from=date(2026, 10, 1), paid_until=date(2026, 12, 31))

    assert codes(volunteer, volunteering.request(norcia)) == ["works_here"]
    assert "fino al 31 dicembre 2026" in refused(volunteer, volunteering.request(norcia))[0]


@pytest.mark.parametrize(
    "credential",
    [
        None,
        {"granted_on": TURN + timedelta(days=1)},
        {"expires_on": TURN},
        {"revoked_at": volunteering.MOMENT},
    ],
)
def test_lr_v10_with_minors_a_clearance_that_holds_that_day(norcia, credential):
    kind = volunteering.kind(minors="regular", needed=["clearance"], minimum_adults=2)
    volunteer = volunteering.able()
    if credential is not None:
        volunteering.credential(volunteer, "clearance", **credential)

    assert codes(volunteer, volunteering.request(norcia, kind=kind)) == ["credential_missing"]


def test_one_credential_does_not_stand_for_another(norcia):
    volunteer = volunteering.able()
    volunteering.credential(volunteer, "first_aid")
    request = volunteering.request(norcia, kind=volunteering.kind(needed=["first_aid", "safety"]))

    assert refused(volunteer, request) == ["Manca, o quel giorno è scaduta: formazione sulla sicurezza."]


def test_nobody_whose_age_is_not_known(norcia):
    volunteer = volunteering.able(factories.human(birth_date=None))

    assert codes(volunteer, volunteering.request(norcia)) == ["birth_date_unknown"]


def test_lr_v13_who_is_younger_than_the_kind_asks(norcia):
    request = with_an_adult(volunteering.request(norcia))

    assert codes(a_minor(birth_date=TURN.replace(year=2010) + timedelta(days=1)), request) == ["too_young"]
    assert codes(a_minor(birth_date=TURN.replace(year=2010)), request) == []


def test_lr_v13_a_minor_needs_the_consent_of_who_answers_for_them(norcia):
    request = with_an_adult(volunteering.request(norcia))

    assert codes(a_minor(consent=False), request) == ["no_parent_consent"]
    assert codes(a_minor(met=False), request) == ["parent_not_met"]


def test_lr_v13_a_minor_has_no_turn_at_night(norcia):
    late = with_an_adult(volunteering.request(norcia, local_start=time(21), local_end=time(22, 30)))

    assert codes(a_minor(), late) == ["at_night"]


def test_lr_v13_a_minor_is_never_there_without_an_adult(norcia):
    request = volunteering.request(norcia, places=2)
    minor = a_minor()

    assert codes(minor, request) == ["no_adult_beside"]
    volunteering.assign(minor, request, "invited")
    assert codes(a_minor(), with_an_adult(request)) == []


def test_nobody_in_two_turns_with_the_road_between_them(norcia):
    cascia = type(norcia).objects.get(slug="cascia")
    TravelTime.objects.filter(origin=norcia, destination=cascia).update(minutes=30, winter_minutes=40)
    volunteer = volunteering.able()
    volunteering.assign(volunteer, volunteering.request(norcia))
    late, in_time = (
        volunteering.request(cascia, local_start=start, local_end=time(21))
        for start in (time(18, 39), time(18, 40))
    )

    assert codes(volunteer, late) == ["busy"]
    assert codes(volunteer, in_time) == []
    assert refused(volunteer, late) == ["C'è un altro turno, e per arrivare servono 40 minuti."]


def test_the_road_is_the_summers_in_summer(norcia):
    cascia = type(norcia).objects.get(slug="cascia")
    TravelTime.objects.filter(origin=norcia, destination=cascia).update(minutes=30, winter_minutes=40)
    volunteer, july = volunteering.able(), date(2027, 7, 7)
    volunteering.assign(volunteer, volunteering.request(norcia, local_date=july))

    assert (
        codes(
            volunteer,
            volunteering.request(cascia, local_date=july, local_start=time(18, 30), local_end=time(21)),
        )
        == []
    )


def test_nobody_who_leads_an_activity_in_those_hours(norcia):
    volunteer = volunteering.able()
    cycle = activities.cycle(norcia)
    session = cycle.sessions.get()
    activities.leads(volunteer.person, session)
    request = volunteering.request(
        norcia, local_date=session.local_date, local_start=session.local_start, local_end=session.local_end
    )

    assert codes(volunteer, request) == ["leads_elsewhere"]


def test_nobody_in_a_turn_that_is_called_off(norcia):
    request = volunteering.request(norcia, cancelled_at=volunteering.MOMENT)

    assert codes(volunteering.able(), request) == ["request_closed"]


def test_every_reason_is_said_at_once(norcia):
    kind = volunteering.kind(minors="regular", needed=["clearance", "safety"], minimum_adults=2)
    found = codes(volunteering.candidate(), volunteering.request(norcia, kind=kind))

    assert found == [
        "credential_missing",
        "credential_missing",
        "no_agreement",
        "not_active",
        "not_insured",
        "not_registered",
    ]


def test_one_question_for_many(norcia, django_assert_num_queries):
    request, volunteers = volunteering.request(norcia), [volunteering.candidate() for _each in range(25)]
    turns = [volunteering.request(norcia) for _each in range(25)]

    with django_assert_num_queries(2):
        assert len(refusals_of(volunteers, request)) == 25
        assert len(turns_refused(volunteers[0], turns)) == 25


def test_nobody_travels_to_a_telephone(norcia, cascia):
    volunteer = volunteering.able()
    volunteering.assign(volunteer, volunteering.request(cascia, local_start=time(14), local_end=time(16)))
    calls = volunteering.kind(is_remote=True)

    assert codes(volunteer, volunteering.request(norcia)) == ["busy"]
    assert codes(volunteer, volunteering.request(norcia, kind=calls)) == []
    assert codes(volunteer, volunteering.request(norcia, kind=calls, local_start=time(15))) == ["busy"]
