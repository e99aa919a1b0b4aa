"""Referrals: from a pair, the desk or a session; only with a yes; what came of them; who sees them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import RoleKind
from tests import activities, companions, factories, volunteering
from volunteers.models import Referral
from volunteers.referrals import referring, reminding
from volunteers.referrals.referring import Origin, ReferralError, Yes

pytestmark = pytest.mark.django_db
OPEN = "/servizi-indicati/"


@pytest.fixture
def operator(norcia):
    return factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, zone=norcia.zone)


@pytest.fixture
def ida(norcia):
    return companions.elder(norcia)


@pytest.fixture
def service(norcia):
    return factories.service("Spesa a domicilio", comune=norcia)


def rows():
    return Referral.objects.for_everyone(reason="prova")


def refer(person, service, by, now, **fields):
    yes = fields.pop("yes", Yes(person, "spoken", date(2026, 11, 20)))
    origin = Origin(Referral.Source.DESK)
    return referring.refer(person, service, reason="La spesa.", yes=yes, origin=origin, by=by, now=now)


def answered(person, **fields):
    return {
        "reason": "Non riesce a fare la spesa.",
        "agreed_by": str(person.pk),
        "agreed_through": "spoken",
        "agreed_on": timezone.localdate().isoformat(),
        **fields,
    }


def test_without_a_yes_of_who_may_say_it_nothing_is_written(ida, service, operator, now):
    with pytest.raises(ReferralError, match="chi ne risponde"):
        refer(ida, service, operator, now, yes=Yes(factories.human(), "spoken", date(2026, 11, 20)))
    with pytest.raises(ReferralError, match="deve ancora venire"):
        refer(ida, service, operator, now, yes=Yes(ida, "spoken", now.date() + timedelta(days=1)))

    assert not rows().exists()


def test_for_a_child_who_answers_says_yes(norcia, now):
    mother = factories.human("Anna Madre", comune=norcia)
    child = factories.child_of(mother, comune=norcia)

    assert [each for each, _what in referring.who_may_agree(child, today=now.date())] == [mother]


def test_at_the_desk_a_service_is_looked_for_and_written_with_the_yes(ida, service, operator):
    client = factories.signed_in(operator)
    where = reverse("volunteers:referral_from_desk", args=[ida.pk])
    assert where in client.get(ida.get_absolute_url()).content.decode()

    client.post(f"{where}?servizio={service.pk}", answered(ida))

    made = rows().get()
    assert (made.service, made.agreed_by, made.source, made.outcome) == (service, ida, "desk", "waiting")
    assert "Ida Sola" in client.get(OPEN).content.decode()


def test_from_a_pair_it_is_on_its_page(norcia, ida, service):
    coordinator = factories.person("c@example.org", RoleKind.VOLUNTEER_COORDINATOR, zone=norcia.zone)
    now = timezone.now()
    first_on = timezone.localdate(now) + timedelta(days=2)
    pair = companions.pair(ida, volunteering.able(), by=coordinator, now=now, first_on=first_on)
    client = factories.signed_in(coordinator)

    client.post(
        f"{reverse('volunteers:referral_from_pair', args=[pair.pk])}?servizio={service.pk}", answered(ida)
    )

    assert rows().get().companionship == pair
    assert "Spesa a domicilio" in client.get(pair.get_absolute_url()).content.decode()


@pytest.fixture
def led(norcia):
    """An educator, a session that they lead, and somebody expected there."""
    user = factories.person("educa@example.org", RoleKind.EDUCATOR, lives_in=norcia)
    booking = activities.booking(activities.cycle(norcia))
    session = activities.presences().get(booking=booking).session
    activities.leads(user.person, session)
    return user, session, activities.presences().get(booking=booking).person


def test_who_leads_refers_only_who_is_in_their_session(led, service, ida):
    user, session, person = led
    client = factories.signed_in(user)
    chosen = reverse("volunteers:referral_from_session", args=[session.pk, person.pk])

    assert chosen in client.get(reverse("volunteers:referral_who", args=[session.pk])).content.decode()
    assert client.get(chosen).status_code == 200
    assert (
        client.get(reverse("volunteers:referral_from_session", args=[session.pk, ida.pk])).status_code == 404
    )


def test_the_outcome_is_written_and_can_be_taken_back(ida, service, operator, now):
    made = refer(ida, service, operator, now)
    where = reverse("volunteers:referral", args=[made.pk])

    factories.signed_in(operator).post(where, {"outcome": "helped", "note": "Va il martedì."})
    made.refresh_from_db()
    assert (made.outcome, made.outcome_on is None) == ("helped", False)

    factories.signed_in(operator).post(where, {"outcome": "waiting", "note": ""})
    made.refresh_from_db()
    assert made.outcome_on is None


def test_after_two_weeks_who_made_it_is_asked_once(ida, service, operator, now):
    refer(ida, service, operator, now)

    assert reminding.remind(now=now + timedelta(days=13)) == 0
    assert reminding.remind(now=now + timedelta(days=14)) == 1
    assert reminding.remind(now=now + timedelta(days=15)) == 0


@pytest.fixture
def made(ida, service, operator, now):
    return refer(ida, service, operator, now)


@pytest.mark.parametrize("kind", [RoleKind.DESK_OPERATOR, RoleKind.VOLUNTEER_COORDINATOR, RoleKind.EDUCATOR])
def test_never_for_who_works_elsewhere(made, foligno, kind):
    far = factories.signed_in(factories.person("lontano@example.org", kind, zone=foligno.zone))

    assert far.get(reverse("volunteers:referral", args=[made.pk])).status_code == 404
    assert "Ida" not in far.get(OPEN).content.decode()


def test_one_sees_ones_own_and_nobody_elses(norcia, service, operator, now):
    user, other = (
        factories.person(mail, RoleKind.CITIZEN, lives_in=norcia)
        for mail in ("ida@example.org", "altra@example.org")
    )
    refer(user.person, service, operator, now)

    assert "Spesa a domicilio" in factories.signed_in(user).get("/famiglia/").content.decode()
    assert "Spesa a domicilio" not in factories.signed_in(other).get("/famiglia/").content.decode()


def test_the_list_asks_as_much_for_many_as_for_one(
    norcia, service, operator, now, django_assert_max_num_queries
):
    client = factories.signed_in(operator)
    refer(companions.elder(norcia), service, operator, now)
    client.get(OPEN)
    with django_assert_max_num_queries(40) as few:
        client.get(OPEN)

    for number in range(24):
        refer(companions.elder(norcia, f"Ida Sola{number}"), service, operator, now)

    with django_assert_max_num_queries(len(few)):
        client.get(OPEN)
