"""Log-ins in the admin: opened without a password, closed at once, never taken over."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from networking.models import RoleKind, User
from tests import factories

USERS = "/gestione/networking/user/"


@pytest.fixture
def neighbour(norcia):
    return factories.person("vicina@example.org", RoleKind.CITIZEN, lives_in=norcia)


def change(client, user, **cells):
    """Post the page of a log-in."""
    empty = {
        f"{each}-{total}": 0
        for each in ("roles", "emailaddress_set")
        for total in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return client.post(f"{USERS}{user.pk}/change/", {**empty, **cells})


def test_a_new_log_in_has_no_password_until_its_owner_chooses_one(as_administrator_6):
    as_administrator_6.post(
        f"{USERS}add/", {"email": "Nuova@Example.org", "is_superuser": "on", "password": "x"}
    )

    user = User.objects.get(email="nuova@example.org")
    assert not user.has_usable_password()
    assert not user.is_superuser


def test_whoever_prepares_a_log_in_finds_it_and_gives_it_its_role(as_administrator_6, zone_6):
    answer = as_administrator_6.post(
        f"{USERS}add/", {"email": "nuova@example.org", "_continue": "1"}, follow=True
    )
    new = User.objects.get(email="nuova@example.org")
    assert answer.status_code == 200

    role = {"user": new.pk, "kind": "desk_operator", "zone": zone_6.pk, "starts_on": "01/11/2026"}
    as_administrator_6.post("/gestione/networking/role/add/", role)

    assert new.roles.get().zone == zone_6


def test_whom_one_prepared_is_no_longer_ones_own_once_they_live_elsewhere(as_administrator_6, foligno):
    as_administrator_6.post(f"{USERS}add/", {"email": "nuova@example.org"})
    new = User.objects.get(email="nuova@example.org")
    factories.human("Nuova Altrove", account=new, comune=foligno)

    assert as_administrator_6.get(f"{USERS}{new.pk}/change/").status_code == 404


def test_a_log_in_that_another_zone_prepared_is_not_there(as_administrator_6, zone_8):
    elsewhere = factories.person("amministra8@example.org", RoleKind.ADMINISTRATOR, zone=zone_8)
    factories.signed_in(elsewhere).post(f"{USERS}add/", {"email": "nuova@example.org"})

    new = User.objects.get(email="nuova@example.org")
    assert as_administrator_6.get(f"{USERS}{new.pk}/change/").status_code == 404


def test_asvs_7_4_2_closing_an_access_ends_its_sessions(as_administrator_6, neighbour):
    theirs = factories.signed_in(neighbour)
    theirs.get("/profilo/")
    UserSession.objects.get_or_create(
        user=neighbour,
        session_key=theirs.session.session_key,
        defaults={"ip": "127.0.0.1", "user_agent": "x"},
    )

    change(as_administrator_6, neighbour)

    neighbour.refresh_from_db()
    assert not neighbour.is_active
    assert not Session.objects.filter(session_key=theirs.session.session_key).exists()
    assert theirs.get("/profilo/").status_code == 302


@pytest.mark.parametrize("extra", [{"is_superuser": "on"}, {"email": "mia@example.org"}, {"password": "x"}])
def test_asvs_15_3_3_nobody_is_taken_over_by_extra_fields(as_administrator_6, neighbour, extra):
    before = (neighbour.email, neighbour.password, neighbour.is_superuser)

    change(as_administrator_6, neighbour, is_active="on", **extra)

    neighbour.refresh_from_db()
    assert (neighbour.email, neighbour.password, neighbour.is_superuser) == before


def test_whoever_has_a_role_beyond_ones_zone_cannot_be_closed_out(as_administrator_6, norcia):
    above = factories.person("sopra@example.org", RoleKind.SECRETARY, everywhere=True, lives_in=norcia)

    assert change(as_administrator_6, above).status_code == 403
    assert User.objects.get(pk=above.pk).is_active


def test_nobody_closes_oneself_out(administrator_6, as_administrator_6, zone_6):
    assert change(as_administrator_6, administrator_6).status_code == 403


def test_asvs_8_4_1_log_ins_of_another_zone_are_not_there(as_administrator_6, operator_of_zone_8, neighbour):
    found = as_administrator_6.get(USERS).context["cl"].result_list

    assert neighbour in found
    assert operator_of_zone_8 not in found
    assert as_administrator_6.get(f"{USERS}{operator_of_zone_8.pk}/change/").status_code == 404


def test_no_page_sets_somebodys_password(as_administrator, neighbour):
    assert as_administrator.get(f"{USERS}{neighbour.pk}/password/").status_code in {302, 404}
    assert (
        "password"
        not in as_administrator.get(f"{USERS}{neighbour.pk}/change/").context["adminform"].form.fields
    )
