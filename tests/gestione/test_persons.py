"""Persons in the admin: each reading is written down, lists say little, codes are not shown in lists."""

import re

import pytest
from django.contrib import admin
from django.utils import timezone

from networking.admin.readings import WritesReadings
from networking.models import AccessRecord, ErasureRequest, Guardianship, Job, Person
from tests import factories

PEOPLE = "/gestione/networking/person/"
CODE = "RSSMRA80A01F935Q"
# Their pages leave out whom they are about.
SHOW_NOBODY = {Job}


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


@pytest.fixture
def tie(norcia, maria):
    lia = factories.human("Lia Rossi", comune=norcia)
    return Guardianship.objects.create(guardian=maria, child=lia, starts_on=factories.day("2026-01-01"))


@pytest.mark.parametrize("page", ["change", "history"])
def test_asvs_16_3_2_opening_who_answers_for_whom_is_written_down_of_both(as_operator_6, tie, page):
    as_operator_6.get(f"/gestione/networking/guardianship/{tie.pk}/{page}/")

    who = {str(tie.guardian_id), str(tie.child_id)}
    assert {(deed, subject) for deed, subject, *_ in readings()} == {("read", each) for each in who}


def test_asvs_16_3_2_listing_who_answers_for_whom_is_written_down_with_how_many_people(as_operator_6, tie):
    other = factories.human("Ada Rossi", comune=tie.child.comune)
    Guardianship.objects.create(guardian=tie.guardian, child=other, starts_on=tie.starts_on)

    as_operator_6.get("/gestione/networking/guardianship/")

    assert [each[:1] + each[3:] for each in readings()] == [("listed", 3)]


def test_asvs_16_3_2_every_page_that_names_a_person_writes_down_who_looks():
    silent = [
        model.__name__
        for model, page in admin.site._registry.items()
        if not isinstance(page, WritesReadings)
        and model not in SHOW_NOBODY
        and (model is Person or Person in {field.related_model for field in model._meta.fields})
    ]

    assert silent == []


def test_asvs_16_3_2_opening_who_asked_to_be_erased_is_written_down(as_operator_6, maria):
    asked = ErasureRequest.objects.create(
        person=maria, asked_at=timezone.now(), due_on=factories.day("2026-12-25")
    )

    as_operator_6.get("/gestione/networking/erasurerequest/")
    as_operator_6.get(f"/gestione/networking/erasurerequest/{asked.pk}/change/")

    assert [each[:2] for each in readings()] == [("read", str(maria.pk)), ("listed", "")]


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
