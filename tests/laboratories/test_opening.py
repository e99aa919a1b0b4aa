"""Who may open a register, and when: the database says the same as the portal."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from laboratories.models import Session, SessionStaff
from laboratories.registers import attending, staffing
from laboratories.registers.attending import RegisterError
from networking.models import Credential, Fact
from tests import activities, factories
from tests.laboratories import registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return registers.educator()


@pytest.fixture
def session(norcia, leader):
    return registers.session(norcia, by=leader)


def by_hand(session):
    """Opened past the portal, as a shell would."""
    with transaction.atomic():
        Session.objects.filter(pk=session.pk).update(opened_at=session.starts_at)


def test_who_leads_opens_half_an_hour_before(session, leader):
    attending.open_register(session, by=leader, now=session.starts_at - timedelta(minutes=30))

    session.refresh_from_db()
    assert session.opened_by == leader


def test_not_earlier(session, leader):
    with pytest.raises(RegisterError, match="mezz'ora prima"):
        attending.open_register(session, by=leader, now=session.starts_at - timedelta(minutes=31))


def test_not_by_somebody_else(session, operator_of_zone_8):
    with pytest.raises(RegisterError, match="di altri"):
        registers.opened(session, by=operator_of_zone_8)


def test_not_when_it_is_cancelled(session, leader):
    Session.objects.filter(pk=session.pk).update(cancelled_at=factories.LONG_AGO)

    with pytest.raises(RegisterError, match="annullato"):
        registers.opened(session, by=leader)


def test_with_minors_a_second_adult_is_needed(session, leader):
    session.staff.exclude(person=leader.person).delete()

    with pytest.raises(RegisterError, match="Serve un secondo adulto con la verifica"):
        registers.opened(session, by=leader)
    with pytest.raises(IntegrityError, match="a_register_needs_its_staff"):
        by_hand(session)


@pytest.mark.parametrize(
    "change",
    [
        {"expires_on": date(2026, 12, 2)},
        {"granted_on": date(2026, 12, 3)},
        {"revoked_at": factories.LONG_AGO},
    ],
    ids=["expired that day", "granted after", "revoked"],
)
def test_a_check_that_does_not_hold_that_day_is_said_by_name(session, leader, change):
    Credential.objects.for_everyone(reason="prova").filter(person=leader.person).update(**change)

    with pytest.raises(RegisterError, match="Persona Diprova: manca, o non vale quel giorno"):
        registers.opened(session, by=leader)
    with pytest.raises(IntegrityError, match="a_register_needs_its_staff"):
        by_hand(session)


def test_an_adult_under_age_is_no_adult(session, leader):
    other = session.staff.exclude(person=leader.person).get().person
    other.birth_date = date(2008, 12, 3)
    other.save()

    assert staffing.missing_for(session) == [
        "Serve un secondo adulto con la verifica per il lavoro con i minori."
    ]
    with pytest.raises(IntegrityError, match="a_register_needs_its_staff"):
        by_hand(session)


def test_a_minor_among_adults_brings_the_rule_for_minors(norcia):
    leader = registers.educator(cleared=False)
    adults = activities.cycle(norcia, activity=activities.activity(policy="adulti")).sessions.get()
    SessionStaff.objects.create(session=adults, person=leader.person)
    assert staffing.missing_for(adults) == []

    activities.booking(adults.cycle, factories.human(birth_date=registers.CHILD))

    assert staffing.missing_for(adults)[0].startswith("Servono 2 adulti")
    with pytest.raises(IntegrityError, match="a_register_needs_its_staff"):
        by_hand(adults)


@pytest.mark.parametrize(
    ("policy", "wanted"), [("adulti", "Serve un adulto."), ("minori", "Servono 2 adulti")]
)
def test_the_rule_of_the_activity_holds_whoever_comes(norcia, policy, wanted):
    empty = activities.cycle(norcia, activity=activities.activity(policy=policy)).sessions.get()

    assert staffing.missing_for(empty)[0].startswith(wanted)
    with pytest.raises(IntegrityError, match="a_register_needs_its_staff"):
        by_hand(empty)


def test_what_the_portal_allows_the_database_allows(session):
    by_hand(session)

    session.refresh_from_db()
    assert session.opened_at == session.starts_at


# --- closing ---


def test_nobody_is_left_without_a_mark(session, leader):
    registers.opened(session, by=leader)

    with pytest.raises(RegisterError, match="2 persone sono senza segno"):
        attending.close_register(session, by=leader, now=session.ends_at)


def test_whoever_has_no_mark_is_absent_if_one_says_so(session, leader):
    registers.opened(session, by=leader)

    attending.close_register(session, by=leader, now=session.ends_at, rest_absent=True)

    assert {(row.mark, row.minutes) for row in registers.rows(session)} == {("absent", 0)}


def test_not_before_it_begins(session, leader):
    attending.open_register(session, by=leader, now=session.starts_at - timedelta(minutes=20))

    with pytest.raises(RegisterError, match="non è ancora cominciato"):
        attending.close_register(session, by=leader, now=session.starts_at - timedelta(minutes=1))


def test_opening_again_is_written_down(session, leader):
    registers.opened(session, by=leader)
    attending.close_register(session, by=leader, now=session.ends_at, rest_absent=True)

    attending.reopen_register(session, by=leader, now=session.ends_at)

    session.refresh_from_db()
    assert session.closed_at is None
    assert Fact.objects.get(kind=attending.REOPENED).data["by"] == str(leader.pk)


def test_what_is_not_open_is_not_closed(session, leader):
    with pytest.raises(RegisterError, match="non è ancora aperto"):
        attending.close_register(session, by=leader, now=session.ends_at, rest_absent=True)


def test_closed_twice_it_was_closed_when_it_was_first(session, leader):
    registers.opened(session, by=leader)
    for minutes in (0, 10):
        moment = session.ends_at + timedelta(minutes=minutes)
        closed = attending.close_register(session, by=leader, now=moment, rest_absent=True)

    assert closed.closed_at == session.ends_at
