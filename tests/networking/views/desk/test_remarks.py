"""What the desk reads before keeping somebody: perhaps a double, perhaps another zone's."""

import pytest

from networking.models import Person
from tests.factories import day, human

from .test_person_pages import NEW, TYPED, address, everyone


def remarks(answer):
    return [remark.text for remark in answer.context["remarks"]]


def seen(answer):
    """What was typed, with the mark that the remarks of `answer` were read."""
    return {"seen": [remark.key for remark in answer.context["remarks"]]}


@pytest.fixture
def ginevra(cascia):
    return human("Ginevra Proietti", comune=cascia, birth_date=day("1951-05-19"))


@pytest.mark.parametrize("family_name", ["Proietti", "proietti", "PROIÈTTI"])
def test_a_possible_double_is_shown_once_and_may_be_somebody_else(as_operator, ginevra, family_name):
    first = as_operator.post(NEW, {**TYPED, "family_name": family_name})
    assert first.status_code == 200
    assert address(ginevra) in first.content.decode()
    assert everyone().filter(birth_date=day("1951-05-19")).count() == 1

    as_operator.post(NEW, {**TYPED, "family_name": family_name, **seen(first)})
    assert everyone().filter(birth_date=day("1951-05-19")).count() == 2


def test_asvs_8_4_1_a_double_of_another_zone_is_not_told(as_operator, foligno):
    human("Ginevra Proietti", comune=foligno, birth_date=day("1951-05-19"))

    assert as_operator.post(NEW, TYPED).status_code == 302


def test_what_was_read_of_one_name_is_not_read_of_another(as_operator, ginevra, cascia):
    first = as_operator.post(NEW, TYPED)
    human("Ornella Proietti", comune=cascia, birth_date=day("1951-05-19"))

    second = as_operator.post(NEW, {**TYPED, "given_name": "Ornella", **seen(first)})

    assert second.status_code == 200
    assert remarks(second)


def test_who_lives_in_another_zone_is_registered_and_then_followed_there(as_operator, as_other_operator):
    first = as_operator.post(NEW, {**TYPED, "residence": "foligno"})
    assert "abita a Foligno" in remarks(first)[0]
    assert "Zona sociale 8" in remarks(first)[0]
    assert not everyone().filter(family_name="Proietti").exists()

    second = as_operator.post(NEW, {**TYPED, "residence": "foligno", **seen(first)}, follow=True)
    person = everyone().get(family_name="Proietti")
    assert second.redirect_chain == [("/operatori/persone/", 302)]
    assert "Zona sociale 8" in second.content.decode()
    assert str(person.pk) not in second.content.decode()
    assert as_operator.get(address(person)).status_code == 404
    assert as_other_operator.get(address(person)).status_code == 200


def test_who_lives_outside_is_followed_by_the_zone_that_was_chosen(as_operator):
    as_operator.post(NEW, {**TYPED, "residence": "fuori-zona-6"})

    person = everyone().get(family_name="Proietti")
    assert (person.comune, person.zone.number) == (None, 6)
    assert as_operator.get(address(person)).status_code == 200
    elsewhere = as_operator.post(NEW, {**TYPED, "given_name": "Olga", "residence": "fuori-zona-8"})
    assert "Zona sociale 8" in remarks(elsewhere)[0]


def test_who_moves_away_is_handed_over_after_saying_so(as_operator, ginevra):
    moved = {**TYPED, "residence": "spoleto"}
    first = as_operator.post(address(ginevra, "modifica/"), moved)
    assert "Zona sociale 9" in remarks(first)[0]
    assert str(everyone().get(pk=ginevra.pk).comune) == "Cascia"

    as_operator.post(address(ginevra, "modifica/"), {**moved, **seen(first)})
    assert str(everyone().get(pk=ginevra.pk).comune) == "Spoleto"
    assert as_operator.get(address(ginevra)).status_code == 404


def test_a_correction_of_the_telephone_asks_nothing(as_operator, ginevra, cascia):
    human("Ginevra Proietti", comune=cascia, birth_date=day("1951-05-19"))

    assert (
        as_operator.post(address(ginevra, "modifica/"), {**TYPED, "phone": "0743 111222"}).status_code == 302
    )


def test_two_desks_with_the_same_codice_fiscale_at_once_make_one_person(as_operator, settimio, monkeypatch):
    """The second has already been checked when the first is kept: the database decides."""
    monkeypatch.setattr("networking.registering.is_tax_code_taken", lambda *_args, **_options: False)
    typed = {**TYPED, "birth_date": "12/03/1946", "codice_fiscale": "BNCSTM46C12F935A"}

    answer = as_operator.post(NEW, typed)

    assert "C'è già una persona" in answer.context["form"].errors["codice_fiscale"][0]
    assert Person.objects.for_everyone(reason="una prova").filter(family_name="Proietti").count() == 0
