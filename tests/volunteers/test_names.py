"""Names and codes as people have them, through every door by which one becomes a volunteer: kept whole, or refused in words."""

from datetime import date, timedelta

import pytest
from codicefiscale.codicefiscale import encode_cin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from networking.models import Person, RoleKind
from tests import factories, volunteering
from volunteers.models import RegisterEntry, Volunteer

pytestmark = pytest.mark.django_db
NEW = "/operatori/persone/nuova/"
SHEET = "/volontariato/coordinamento/fogli/turni/"
BORN = date(1980, 1, 1)
PLAIN = "RSSMRA80A01H501"
# The same code after somebody else had it already: its last digit became a letter (omocodia).
TWIN = "RSSMRA80A01H50M"
NAMES = [
    ("Niccolò", "D'Angelo"),
    ("Niccolò", "D’Angelo"),
    ("Li", "Ng"),
    ("Maria José", "de la Cruz-Ö"),
    ("Zoë", "Ångström Jr."),
    ("Anna", "Massimilianoferdinandi Montecuccoli degli Erri della Valnerina"),
]


def whole(code):
    return code + encode_cin(code)


@pytest.fixture
def operator(norcia):
    return factories.signed_in(
        factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, comune=norcia)
    )


@pytest.fixture
def desk(norcia):
    by = factories.person("foglia@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)
    return factories.signed_in(by)


def written_at_the_desk(operator, given, family, **typed):
    form = {
        "given_name": given,
        "family_name": family,
        "birth_date": "01011980",
        "residence": "norcia",
        "phone": "0743 999907",
        "email": "",
        "codice_fiscale": "",
        "needs": "",
        **typed,
    }
    answer = operator.post(NEW, form)
    return answer, Person.objects.for_everyone(reason="una prova").filter(family_name=family).first()


@pytest.mark.parametrize(("given", "family"), NAMES)
def test_a_name_comes_whole_from_the_desk_to_the_register(operator, given, family):
    _answer, person = written_at_the_desk(operator, given, family)
    address = reverse("volunteers:desk_apply", args=[person.pk])
    operator.post(address, {"phone": "0743 816 000", "max_travel_minutes": 20})

    volunteer = Volunteer.objects.for_everyone(reason="una prova").get(person=person)
    volunteering.enrol(volunteer)
    line = RegisterEntry.objects.for_everyone(reason="una prova").get(person=person)
    assert (line.given_name, line.family_name) == (given, family)
    assert str(volunteer) == f"{given} {family}"


@pytest.mark.parametrize(("given", "family"), NAMES)
def test_a_name_comes_whole_from_ones_own_form(norcia, given, family):
    user = factories.person("chi@example.org", RoleKind.CITIZEN, lives_in=norcia)
    Person.objects.for_everyone(reason="una prova").filter(account=user).update(
        given_name=given, family_name=family, birth_date=BORN
    )

    factories.signed_in(user).post(
        reverse("volunteers:apply"), {"phone": "0743 816 000", "max_travel_minutes": 20}
    )

    volunteer = Volunteer.objects.for_everyone(reason="una prova").get()
    assert (volunteer.person.given_name, volunteer.person.family_name) == (given, family)


@pytest.mark.parametrize("code", [whole(PLAIN), whole(TWIN)])
@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code[:6]} {code[6:11]} {code[11:]} "])
def test_a_code_is_the_same_however_it_is_typed(operator, desk, norcia, code, typed):
    _answer, person = written_at_the_desk(operator, "Mario", "Rossi", codice_fiscale=typed(code))
    assert person.codice_fiscale == code
    volunteer = volunteering.able(person)
    turn = volunteering.request(norcia, local_date=timezone.localdate() + timedelta(days=14))

    answer = hand_in(desk, f"{turn.pk};{typed(code)}")

    assert answer.status_code == 302, answer.context and answer.context["problems"]
    assert volunteering.assignments().get().volunteer == volunteer


@pytest.mark.parametrize("code", [f"{PLAIN}A", "RSSMRA80A01", "RSSMRA80Z01H501U", "Niccolò 80A01H50"])
def test_a_wrong_code_is_refused_in_words_and_nothing_typed_is_lost(operator, desk, norcia, code):
    answer, person = written_at_the_desk(operator, "Mario", "D'Angelo", codice_fiscale=code)
    form = answer.context["form"]
    turn = volunteering.request(norcia, local_date=timezone.localdate() + timedelta(days=14))

    page = hand_in(desk, f"{turn.pk};{code}")

    assert person is None
    assert form.errors["codice_fiscale"]
    assert (form["given_name"].value(), form["family_name"].value()) == ("Mario", "D'Angelo")
    assert [problem.row for problem in page.context["problems"]] == [2]
    assert page.status_code < 500


def hand_in(desk, row):
    content = f"codice del turno;chi viene\n{row}".encode()
    return desk.post(SHEET, {"sheet": SimpleUploadedFile("foglio.csv", content)})
