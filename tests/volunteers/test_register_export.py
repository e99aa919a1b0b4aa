"""The list for who insures: who is enrolled, from when to when, under which policy; no cell computes."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from networking.models import AccessRecord, RoleKind
from tests import factories, volunteering
from volunteers.models import InsuranceCover, RegisterEntry
from volunteers.register import writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(db):
    return factories.person("segreteria@example.org", RoleKind.SECRETARY, everywhere=True)


def insured(name, **fields):
    """Somebody enrolled, and covered by a policy of the same ente."""
    line = volunteering.line(factories.human(name, birth_date=date(1980, 3, 4), **fields))
    policy = volunteering.policy(organization=line.section.register.organization)
    InsuranceCover.objects.create(person=line.person, policy=policy, starts_on=volunteering.SINCE)
    return line, policy


def address(line):
    return reverse("volunteers:register_insurer", args=[line.section_id])


def rows_of(client, line):
    answer = client.get(address(line), {"formato": "csv"})
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_says_from_when_to_when_and_under_which_policy(secretary):
    line, policy = insured("Rosa D'Angelo")
    until = line.effective_on + timedelta(days=30)
    writing.cease(line, effective_on=until, by=secretary)

    [row] = rows_of(factories.signed_in(secretary), line)

    assert (row["cognome"], row["iscritto dal"], row["fino al"]) == (
        "D'Angelo",
        "2026-01-01",
        until.isoformat(),
    )
    assert (row["polizza"], row["coperto fino al"]) == (policy.number, policy.ends_on.isoformat())


def test_says_how_somebody_is_written_after_a_correction(secretary):
    line, _policy = insured("Rosa Verdi")
    today = volunteering.SINCE
    writing.correct(line, words="Cognome.", effective_on=today, by=secretary, family_name="Bianchi")

    assert [row["cognome"] for row in rows_of(factories.signed_in(secretary), line)] == ["Bianchi"]


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+39"])
def test_no_name_computes_anything(secretary, name):
    line, _policy = insured(f"Rosa {name}")
    desk = factories.signed_in(secretary)

    [row] = rows_of(desk, line)
    sheet = load_workbook(io.BytesIO(desk.get(address(line)).content)).active

    assert row["cognome"] == f"'{name}"
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", name)


def test_the_download_is_written_down_with_how_many_it_names(secretary):
    line, _policy = insured("Rosa Verdi")

    rows_of(factories.signed_in(secretary), line)

    record = AccessRecord.objects.for_everyone(reason="prova").get(page=address(line))
    assert (record.deed, record.rows, record.subject_label) == ("exported", 1, RegisterEntry._meta.label)


def test_never_somebody_of_another_territory(norcia, foligno):
    line, _policy = insured("Rosa Verdi", comune=norcia)
    far = factories.person("lontana@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=foligno)

    assert rows_of(factories.signed_in(far), line) == []


@pytest.mark.parametrize("many", [1, 25])
def test_asks_the_same_however_many(secretary, many, django_assert_max_num_queries):
    for number in range(many):
        line, _policy = insured(f"Ada Uno{number}")
    desk = factories.signed_in(secretary)

    with django_assert_max_num_queries(14):
        assert len(rows_of(desk, line)) == many
