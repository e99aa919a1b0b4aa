"""Persons in the admin: each reading is written down, lists say little, codes are not shown in lists."""

import re

import pytest

from networking.models import AccessRecord, Person
from tests import factories

PEOPLE = "/gestione/networking/person/"
CODE = "RSSMRA80A01F935Q"


@pytest.fixture
def maria(norcia):
    return factories.human("Maria Rossi", comune=norcia, codice_fiscale=CODE, needs="sedia a rotelle")


def readings():
    return list(
        AccessRecord.objects.for_everyone(reason="test").values_list(
            "deed", "subject_id", "reader_name", "rows"
        )
    )


def test_asvs_16_3_2_opening_a_person_is_written_down(as_operator_6, operator_of_zone_6, maria):
    page = as_operator_6.get(f"{PEOPLE}{maria.pk}/change/")

    assert "sedia a rotelle" in page.content.decode()
    assert readings() == [("read", str(maria.pk), str(operator_of_zone_6), 1)]


def test_asvs_16_3_2_listing_people_is_written_down_with_how_many(as_operator_6, maria):
    as_operator_6.get(PEOPLE, {"q": "rossi"})

    assert [each[:1] + each[3:] for each in readings()] == [("listed", 1)]


def test_asvs_16_3_2_choosing_somebody_is_written_down_too(as_operator_6, maria):
    field = {"app_label": "networking", "model_name": "guardianship", "field_name": "child", "term": "rossi"}

    as_operator_6.get("/gestione/autocomplete/", field)

    assert [each[:1] + each[3:] for each in readings()] == [("listed", 1)]


def test_asvs_14_2_6_a_list_shows_no_code_and_no_needs(as_operator_6, maria):
    page = as_operator_6.get(PEOPLE).content.decode()

    assert "Rossi" in page
    assert CODE not in page
    assert "rotelle" not in page


def test_a_person_is_found_by_the_whole_code(as_operator_6, maria):
    found = as_operator_6.get(PEOPLE, {"q": CODE.lower()}).context["cl"].result_list

    assert list(found) == [maria]


def test_a_person_cannot_be_moved_where_nobody_follows_them(as_operator_6, maria, foligno):
    for comune in (foligno.pk, ""):
        cells = {"given_name": "Maria", "family_name": "Rossi", "comune": comune}
        page = as_operator_6.post(f"{PEOPLE}{maria.pk}/change/", cells)
        assert "comune" in page.context["adminform"].form.errors

    assert Person.objects.for_everyone(reason="test").get(pk=maria.pk).comune == maria.comune


def test_coordinators_and_secretaries_see_no_person(maria, zone_6):
    for kind in ("volunteer_coordinator", "secretary", "monitoring_officer"):
        client = factories.signed_in(factories.person(f"{kind}@example.org", kind, everywhere=True))
        assert client.get(PEOPLE).status_code == 403


def test_only_the_whole_territory_reads_who_read_what(as_administrator_6, as_whole_administrator, maria):
    as_administrator_6.get(f"{PEOPLE}{maria.pk}/change/")

    assert as_administrator_6.get("/gestione/networking/accessrecord/").context["cl"].result_count == 0
    assert as_whole_administrator.get("/gestione/networking/accessrecord/").context["cl"].result_count == 1


def test_a_codice_fiscale_is_typed_on_one_line(as_administrator, norcia):
    person = factories.human(comune=norcia)

    page = as_administrator.get(f"/gestione/networking/person/{person.pk}/change/").content.decode()

    assert re.search(r'<input type="text" name="codice_fiscale"', page)
