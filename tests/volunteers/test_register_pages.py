"""The register for who keeps it: sections, lines, the state of the chain, corrections with old words and new."""

from datetime import date

import pytest
from django.urls import reverse

from networking.models import AccessRecord, RoleKind
from tests import database, factories, volunteering
from volunteers.models import RegisterEntry

pytestmark = pytest.mark.django_db
LIST = "/volontari/registro/"
CODE = "RSSMRA80C44F935H"
ANEW = {
    "given_name": "Rosa",
    "family_name": "Verdi",
    "residence": "Via Nuova 2",
    "words": "Cognome sbagliato.",
}


@pytest.fixture
def secretary(db):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY, everywhere=True)


@pytest.fixture
def desk(secretary):
    return factories.signed_in(secretary)


@pytest.fixture
def line(norcia):
    person = factories.human("Rosa D'Angelo", comune=norcia, birth_date=date(1980, 3, 4))
    return volunteering.line(person)


def address(name, *args):
    return reverse(f"volunteers:register_{name}", args=args)


def correct(client, line, **fields):
    return client.post(address("correct", line.pk), {**ANEW, "codice_fiscale": CODE, **fields})


def errors(answer):
    return str(answer.context["form"].errors)


def corrections():
    return RegisterEntry.objects.for_everyone(reason="una prova").filter(event="correction")


def test_says_that_every_line_is_as_it_was_written(desk, line):
    assert "tutte le righe sono come sono state scritte" in desk.get(LIST).content.decode()


@pytest.mark.django_db(transaction=True)
def test_names_the_first_line_that_was_touched(line, secretary):
    database.as_owner(
        "SET LOCAL session_replication_role = replica; UPDATE volunteers_registerentry SET residence = 'altrove'",
        None,
    )
    desk = factories.signed_in(secretary)

    assert (
        "la prima riga che non torna è la 1" in desk.get(address("section", line.section_id)).content.decode()
    )


def test_never_the_lines_of_another_territory(line, foligno, norcia):
    far = factories.person("lontana@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=foligno)
    near = factories.person("vicina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)
    section = address("section", line.section_id)

    assert "Angelo" in factories.signed_in(near).get(section).content.decode()
    assert "Angelo" not in factories.signed_in(far).get(section).content.decode()
    assert factories.signed_in(far).get(address("line", line.pk)).status_code == 404
    assert correct(factories.signed_in(far), line).status_code == 404


def test_a_correction_shows_the_old_words_beside_the_new(desk, line):
    correct(desk, line)

    page = desk.get(address("line", line.pk)).content.decode()
    assert "<del>D&#x27;Angelo</del>" in page
    assert "<ins>Verdi</ins>" in page
    anew = corrections().get()
    assert (anew.codice_fiscale, anew.birth_place, anew.birth_date) == (CODE, "", None)


def test_a_second_correction_starts_from_the_first(desk, line):
    correct(desk, line)

    form = desk.get(address("correct", line.pk)).context["form"]

    assert form.initial["family_name"] == "Verdi"


@pytest.mark.parametrize("code", ["RSSMRA80C44F935A", "RSSMRA80C4"])
def test_a_wrong_codice_fiscale_is_said_next_to_it(desk, line, code):
    answer = correct(desk, line, codice_fiscale=code)

    assert "codice fiscale" in str(answer.context["form"].errors["codice_fiscale"])
    assert not corrections().exists()


def test_a_codice_fiscale_with_omocodia_is_taken(desk, line):
    correct(desk, line, codice_fiscale="rssmra80c44f93rc")

    assert corrections().get().codice_fiscale == "RSSMRA80C44F93RC"


def test_nothing_changed_is_no_correction(desk, line):
    same = {name: getattr(line, name) for name in ("given_name", "family_name", "residence", "birth_place")}

    answer = correct(desk, line, **same, codice_fiscale="", birth_date="1980-03-04")

    assert "Non hai cambiato niente" in errors(answer)


def test_nobody_corrects_their_own_line(secretary, desk):
    own = volunteering.line(secretary.person)

    assert "la corregge un&#x27;altra persona" in errors(correct(desk, own))


def test_what_is_read_is_written_down(desk, line):
    for page in (address("section", line.section_id), address("line", line.pk), address("correct", line.pk)):
        desk.get(page)
        assert AccessRecord.objects.for_everyone(reason="una prova").filter(page=page).exists()


def test_finds_somebody_by_name(desk, line):
    volunteering.line(factories.human("Ugo Ng"))

    page = desk.get(address("section", line.section_id), {"q": "d'ang"}).content.decode()

    assert "Angelo" in page
    assert "Ng" not in page


@pytest.mark.parametrize("many", [1, 25])
def test_asks_the_same_however_many_lines(desk, many, django_assert_max_num_queries):
    for number in range(many):
        last = volunteering.line(factories.human(f"Ada Uno{number}"))

    for page in (LIST, address("section", last.section_id), address("line", last.pk)):
        with django_assert_max_num_queries(16):
            assert desk.get(page).status_code == 200
