"""What is typed about people in the admin obeys the same rules as at the desk."""

from datetime import date

import pytest

from networking.models import Guardianship, Person
from tests import factories

PEOPLE = "/gestione/networking/person/"
TIES = "/gestione/networking/guardianship/"
CODE = "RSSMRA80A01F935Q"


@pytest.fixture
def cells(norcia):
    return {
        "given_name": " Maria  Pia ",
        "family_name": "Rossi",
        "comune": norcia.pk,
        "birth_date": "1980-01-01",
    }


@pytest.fixture
def tie(norcia):
    mother = factories.human("Anna Bassi", comune=norcia, birth_date=date(1985, 1, 1))
    child = factories.human("Lia Bassi", comune=norcia, birth_date=date(2018, 1, 1))
    whole = {"can_book": "on", "can_collect": "on"}
    who = {"guardian": str(mother.pk), "child": str(child.pk)}
    return {**who, **whole, "kind": "parent", "starts_on": "2026-01-01"}


def errors(page):
    return page.context["adminform"].form.errors


def people():
    return Person.objects.for_everyone(reason="test")


@pytest.mark.parametrize("code", ["non-lo-so", "RSSMRA80A01F935X", "RSSMRA81A01F935P"])
def test_asvs_2_2_2_a_codice_fiscale_that_is_none_is_refused(as_operator_6, cells, code):
    page = as_operator_6.post(f"{PEOPLE}add/", cells | {"codice_fiscale": code})

    assert "codice_fiscale" in errors(page)


def test_the_codice_fiscale_of_somebody_else_is_refused_and_not_an_error(as_operator_6, cells, foligno):
    factories.human("Mario Altrove", comune=foligno, codice_fiscale=CODE)

    page = as_operator_6.post(f"{PEOPLE}add/", cells | {"codice_fiscale": CODE.lower()})

    assert "C'è già una persona" in str(errors(page)["codice_fiscale"].as_data())


def test_names_and_telephone_are_kept_as_the_desk_keeps_them(as_operator_6, cells):
    as_operator_6.post(f"{PEOPLE}add/", cells | {"codice_fiscale": CODE, "phone": "0743 828711"})

    kept = people().get(family_name="Rossi")
    assert (kept.given_name, kept.phone, kept.codice_fiscale) == ("Maria Pia", "+390743828711", CODE)


def test_nobody_is_born_tomorrow(as_operator_6, cells):
    page = as_operator_6.post(f"{PEOPLE}add/", cells | {"birth_date": "2999-01-01"})

    assert "birth_date" in errors(page)


def test_asvs_8_3_1_a_child_answers_for_nobody_here_either(as_operator_6, tie):
    page = as_operator_6.post(f"{TIES}add/", tie | {"guardian": tie["child"], "child": tie["guardian"]})

    assert "almeno 18 anni" in str(errors(page))
    assert not Guardianship.objects.for_everyone(reason="test").exists()


def test_who_answers_already_does_not_answer_twice_in_the_same_days(as_operator_6, tie):
    as_operator_6.post(f"{TIES}add/", tie | {"ends_on": "2026-06-01"})

    page = as_operator_6.post(f"{TIES}add/", tie)

    assert "risponde già" in str(errors(page))


def test_a_tie_is_not_ended_here_but_at_the_desk_by_a_document(as_operator_6, tie):
    as_operator_6.post(f"{TIES}add/", tie)
    kept = Guardianship.objects.for_everyone(reason="test").get()

    as_operator_6.post(f"{TIES}{kept.pk}/change/", tie | {"ends_on": "2026-06-01"})

    kept = Guardianship.objects.for_everyone(reason="test").get()
    assert kept.ends_on is None


def test_a_limited_right_begins_only_with_a_document(as_operator_6, tie):
    page = as_operator_6.post(f"{TIES}add/", {key: tie[key] for key in tie if key != "can_collect"})

    assert "proof" in errors(page)
    assert not Guardianship.objects.for_everyone(reason="test").exists()
