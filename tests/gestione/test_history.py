"""What changed in a row, who changed it, and the pages that are no longer Django's."""

import pytest
from django.urls import reverse

from networking.models import Person, Role, RoleKind
from tests import factories

PEOPLE = "/gestione/networking/person/"


@pytest.fixture
def maria(norcia):
    return factories.human("Maria Rossi", comune=norcia, needs="celiachia")


def test_the_history_says_who_changed_what(as_operator_6, operator_of_zone_6, maria, cascia):
    cells = {"given_name": "Maria", "family_name": "Bianchi", "comune": cascia.pk}
    as_operator_6.post(f"{PEOPLE}{maria.pk}/change/", cells)

    newest = as_operator_6.get(f"{PEOPLE}{maria.pk}/history/").context["changes"][0]

    assert newest.who == str(operator_of_zone_6)
    assert ("Cognome", "Rossi", "Bianchi") in newest.differences
    assert ("Comune di residenza", "Norcia", "Cascia") in newest.differences


def test_a_change_made_by_no_page_is_seen_too(as_operator_6, maria):
    Person.objects.for_everyone(reason="test").filter(pk=maria.pk).update(phone="+390743828711")

    newest = as_operator_6.get(f"{PEOPLE}{maria.pk}/history/").context["changes"][0]

    assert (newest.who, newest.differences) == ("il portale", [("Telefono", "—", "+390743828711")])


def test_a_sealed_word_changes_without_being_told(as_operator_6, maria):
    maria.needs = "altra cosa"
    maria.save()

    page = as_operator_6.get(f"{PEOPLE}{maria.pk}/history/")

    assert page.context["changes"][0].differences == [("Un dato riservato", "", "")]
    assert "celiachia" not in page.content.decode()


def test_the_history_of_a_role_says_who_gave_it(as_administrator_6, administrator_6, zone_6, norcia):
    user = factories.person("vicina@example.org", RoleKind.CITIZEN, lives_in=norcia)
    as_administrator_6.post(
        "/gestione/networking/role/add/",
        {"user": user.pk, "kind": "desk_operator", "zone": zone_6.pk, "starts_on": "01/01/2026"},
    )
    role = Role.objects.get(user=user, kind="desk_operator")

    (change,) = as_administrator_6.get(f"/gestione/networking/role/{role.pk}/history/").context["changes"]

    assert (change.who, change.deed) == (str(administrator_6), "aggiunta")


@pytest.mark.parametrize(
    ("address", "name"), [("password_change/", "account_change_password"), ("logout/", "account_logout")]
)
def test_passwords_and_leaving_have_the_portals_own_pages(as_operator_6, address, name):
    assert as_operator_6.get(f"/gestione/{address}").url == reverse(name)
