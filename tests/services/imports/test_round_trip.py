"""What is handed out can be handed in: it changes nothing, or only what somebody changed."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from networking.spreadsheets import write_csv
from services import loading
from services.imports import ORGANIZATIONS, SERVICES, Outcome
from services.imports.cells import joined, noted, split, with_note
from services.models import Contact, Service
from tests import factories

from .sheets import EVERYWHERE, TABLES, exported, planned, upload

ITEMS = st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), max_size=5)


@given(ITEMS)
def test_a_list_in_a_cell_comes_back_as_it_was(items):
    assert split(joined(items)) == items


@given(st.text("abc0123 ", min_size=1).map(str.strip), st.text("abc() ;").map(str.strip))
def test_a_note_in_brackets_comes_back_as_it_was(value, note):
    assert with_note(noted(value, note)) == (value, note)


@pytest.fixture
def catalogue(db):
    loading.load_services(now=timezone.now())


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("name", TABLES)
def test_the_whole_catalogue_handed_in_again_changes_nothing(catalogue, name, extension):
    table = TABLES[name]

    plan = planned(table, exported(table, extension=extension))

    assert len(plan.rows) == table.model.objects.count() > 50
    assert {row.outcome for row in plan.rows} == {Outcome.UNCHANGED}


def test_one_cell_changed_is_one_difference(catalogue):
    headings = list(SERVICES.headings.values())
    sheet = Service.objects.get(slug="ufficio-della-cittadinanza-di-norcia")
    rows = [SERVICES.texts_of(each) for each in SERVICES.rows_within(EVERYWHERE).filter(pk=sheet.pk)]
    rows[0]["title"] = "Sportello sociale di Norcia"
    file = upload(write_csv(headings, [list(row.values()) for row in rows]))

    (row,) = planned(SERVICES, file).rows

    assert row.problems == []
    assert row.outcome == Outcome.CHANGED
    assert [(each.heading, each.before, each.after) for each in row.differences] == [
        ("Titolo", "Ufficio della cittadinanza di Norcia", "Sportello sociale di Norcia")
    ]


def test_what_is_awkward_to_write_comes_back_too(norcia):
    sheet = factories.service(
        "«Sale & pepe»; <b>",
        comune=norcia,
        description="Riga uno.\r\nRiga due; tre.",
        keywords=["a;b", "c\\d", "=1+1"],
        cost="paid",
        cost_text="-5 euro",
        access_modes=["online", "phone"],
    )
    Contact.objects.create(service=sheet, phone="+390743828711", label="chi c'è (di solito); o no", order=1)
    Contact.objects.create(service=sheet, email="x@example.org", order=2)

    plan = planned(SERVICES, exported(SERVICES))

    assert [row.outcome for row in plan.rows] == [Outcome.UNCHANGED]


def test_a_hidden_address_does_not_leave_in_a_file(norcia):
    factories.service(place=factories.place(norcia, address="Via Segreta 7", is_protected=True))

    assert b"Via Segreta" not in exported(SERVICES).read()
    assert planned(SERVICES, exported(SERVICES)).having(Outcome.UNCHANGED)


def test_the_columns_are_the_words_of_the_forms():
    assert list(ORGANIZATIONS.headings.values())[:4] == ["Codice", "Nome", "Tipo", "Forma giuridica"]
