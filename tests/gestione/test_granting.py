"""Who may give whom which role: never to oneself, never beyond one's own place."""

import pytest

from networking.granting import GrantRefusal, Mandate, refusal_for
from networking.models import Comune, Role, RoleKind, User, Zone
from tests import factories

ZONE_6, ZONE_8, NORCIA, FOLIGNO = 6, 8, 60, 80
ADMINISTRATOR, OPERATOR = RoleKind.ADMINISTRATOR, RoleKind.DESK_OPERATOR
EVERYWHERE = Mandate(ADMINISTRATOR, everywhere=True)
OF_ZONE_6 = Mandate(ADMINISTRATOR, zone=ZONE_6)
OF_NORCIA = Mandate(ADMINISTRATOR, comune=NORCIA, zone_of_comune=ZONE_6)
ELSEWHERE, NOT_ONE = GrantRefusal.ELSEWHERE, GrantRefusal.NOT_AN_ADMINISTRATOR


@pytest.mark.parametrize(
    ("held", "wanted", "refusal"),
    [
        ([EVERYWHERE], Mandate(ADMINISTRATOR, everywhere=True), None),
        ([EVERYWHERE], Mandate(OPERATOR, zone=ZONE_8), None),
        ([EVERYWHERE], Mandate(RoleKind.CITIZEN), None),
        ([OF_ZONE_6], Mandate(OPERATOR, zone=ZONE_6), None),
        ([OF_ZONE_6], Mandate(ADMINISTRATOR, zone=ZONE_6), None),
        ([OF_ZONE_6], Mandate(OPERATOR, comune=NORCIA, zone_of_comune=ZONE_6), None),
        ([OF_ZONE_6], Mandate(OPERATOR, comune=FOLIGNO, zone_of_comune=ZONE_8), ELSEWHERE),
        ([OF_ZONE_6], Mandate(OPERATOR, zone=ZONE_8), ELSEWHERE),
        ([OF_ZONE_6], Mandate(OPERATOR, everywhere=True), ELSEWHERE),
        ([OF_ZONE_6], Mandate(RoleKind.MONITORING_OFFICER), ELSEWHERE),
        ([OF_NORCIA], Mandate(OPERATOR, comune=NORCIA, zone_of_comune=ZONE_6), None),
        ([OF_NORCIA], Mandate(OPERATOR, zone=ZONE_6), ELSEWHERE),
        ([Mandate(OPERATOR, everywhere=True)], Mandate(OPERATOR, zone=ZONE_6), NOT_ONE),
        (
            [Mandate(RoleKind.SECRETARY, everywhere=True), OF_ZONE_6],
            Mandate(OPERATOR, zone=ZONE_8),
            ELSEWHERE,
        ),
        ([Mandate(ADMINISTRATOR)], Mandate(OPERATOR, zone=ZONE_6), ELSEWHERE),
        ([Mandate(ADMINISTRATOR)], Mandate(ADMINISTRATOR), ELSEWHERE),
        ([], Mandate(RoleKind.CITIZEN), NOT_ONE),
    ],
)
def test_a_role_is_given_only_within_the_place_one_administers(held, wanted, refusal):
    assert refusal_for(wanted, held=held, to_oneself=False) == refusal


def test_nobody_gives_oneself_a_role_not_even_who_administers_everything():
    assert refusal_for(Mandate(OPERATOR), held=[EVERYWHERE], to_oneself=True) == GrantRefusal.ONESELF


@pytest.fixture
def neighbour(norcia):
    return factories.person("vicina@example.org", RoleKind.CITIZEN, lives_in=norcia)


def give(client, user, **cells):
    """Post the form of a new role."""
    return client.post(
        "/gestione/networking/role/add/",
        {"user": user.pk, "kind": "desk_operator", "starts_on": "01/01/2026", **cells},
    )


def test_an_administrator_of_zone_6_gives_a_role_in_zone_6(as_administrator_6, neighbour, zone_6):
    give(as_administrator_6, neighbour, zone=zone_6.pk)

    assert neighbour.roles.filter(kind="desk_operator", zone=zone_6).exists()


@pytest.mark.parametrize("cells", [{"zone": 8}, {"comune": "foligno"}, {"everywhere": "on"}, {}])
def test_asvs_8_3_1_no_role_beyond_ones_own_zone_is_given_by_posting(as_administrator_6, neighbour, cells):
    if "zone" in cells:
        cells = {"zone": Zone.objects.get(number=8).pk}
    if "comune" in cells:
        cells = {"comune": Comune.objects.get(slug="foligno").pk}

    assert give(as_administrator_6, neighbour, **cells).status_code == 200
    assert not neighbour.roles.filter(kind="desk_operator").exists()


def test_nobody_gives_oneself_a_role_by_posting(administrator_6, as_administrator_6, zone_6):
    give(as_administrator_6, administrator_6, zone=zone_6.pk)

    assert administrator_6.roles.count() == 1


def test_a_role_is_not_given_to_somebody_of_another_zone(as_administrator_6, foligno, zone_6):
    far = factories.person("lontana@example.org", RoleKind.CITIZEN, lives_in=foligno)

    page = give(as_administrator_6, far, zone=zone_6.pk)

    assert "user" in page.context["adminform"].form.errors


def test_a_role_of_another_zone_is_not_there(as_administrator_6, operator_of_zone_8):
    role = operator_of_zone_8.roles.get()

    assert as_administrator_6.get(f"/gestione/networking/role/{role.pk}/change/").status_code == 404


def test_ones_own_role_can_be_read_and_not_made_longer(administrator_6, as_administrator_6):
    role = administrator_6.roles.get()
    address = f"/gestione/networking/role/{role.pk}/change/"

    assert as_administrator_6.get(address).status_code == 200
    assert as_administrator_6.post(address, {"ends_on": "01/01/2030"}).status_code == 403


def test_an_operator_gives_no_roles(as_operator_6, neighbour, zone_6):
    assert give(as_operator_6, neighbour, zone=zone_6.pk).status_code == 403


def test_what_a_role_is_and_whose_does_not_change(as_administrator_6, neighbour, zone_6, citizen):
    role = Role.objects.create(
        user=neighbour, kind="desk_operator", zone=zone_6, starts_on=factories.day("2026-01-01")
    )

    as_administrator_6.post(
        f"/gestione/networking/role/{role.pk}/change/",
        {
            "user": citizen.pk,
            "kind": "administrator",
            "zone": zone_6.pk,
            "starts_on": "01/01/2026",
            "ends_on": "01/12/2026",
        },
    )

    role.refresh_from_db()
    assert (role.user, role.kind, str(role.ends_on)) == (neighbour, "desk_operator", "2026-12-01")


def test_there_are_at_most_two_superusers(administrator):
    User.objects.create_superuser("seconda@example.org", factories.PASSWORD)

    with pytest.raises(ValueError, match="due"):
        User.objects.create_superuser("terza@example.org", factories.PASSWORD)
