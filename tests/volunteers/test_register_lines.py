"""The register: numbers without holes, a chain that shows any change, and a database that refuses to make one."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from networking.models import Person
from tests import factories, volunteering
from volunteers.models import RegisterEntry, RegisterSection

pytestmark = pytest.mark.django_db


def lines():
    return RegisterEntry.objects.for_everyone(reason="una prova").order_by("number")


def broken(section):
    with connection.cursor() as cursor:
        cursor.execute("SELECT volunteers_register_broken(%s)", [section.pk])
        return cursor.fetchone()[0]


@pytest.fixture
def section(db):
    """Three people enrolled."""
    made = volunteering.section()
    for name in ("Agata D'Angelo", "Niccolò Ng", "Ò Rossi"):
        volunteering.line(factories.human(name, birth_date=date(1980, 3, 4)), section=made)
    return made


def test_lines_are_numbered_and_the_chain_holds(section):
    assert list(lines().values_list("number", flat=True)) == [1, 2, 3]
    assert broken(section) is None


def test_whatever_the_writer_says_number_and_digests_are_the_databases(section):
    made = volunteering.line(factories.human(), section=section, number=99, hash=b"x", previous_hash=b"y")

    made.refresh_from_db()
    assert made.number == 4
    assert bytes(made.previous_hash) == bytes(lines()[2].hash)


def test_a_line_that_is_undone_leaves_no_hole(section):
    with transaction.atomic():
        volunteering.line(factories.human(), section=section)
        transaction.set_rollback(True)

    volunteering.line(factories.human(), section=section)
    assert lines().last().number == 4


def test_the_count_of_a_section_is_not_written_by_hand(section):
    with pytest.raises(IntegrityError, match="the_section_counts_by_itself"), transaction.atomic():
        RegisterSection.objects.update(last_number=0)


def test_nobody_enrols_twice_in_a_register(section):
    person = factories.human(birth_date=date(1980, 3, 4))
    volunteering.line(person, section=section)
    other = RegisterSection.objects.create(register=section.register, kind="occasional")

    with pytest.raises(IntegrityError, match="enrolled_once_in_a_register"), transaction.atomic():
        volunteering.line(person, section=other)


def test_who_has_ceased_may_enrol_again(section):
    person = factories.human(birth_date=date(1980, 3, 4))
    first = volunteering.line(person, section=section)
    volunteering.line(person, section=section, event="cessation", about=first, effective_on=date(2026, 6, 1))

    again = volunteering.line(person, section=section, effective_on=date(2026, 6, 2))

    assert list(lines().open_on(date(2026, 7, 1)).filter(person=person)) == [again]


@pytest.mark.parametrize("day", [date(2025, 12, 31), None])
def test_one_ceases_once_and_not_before_beginning(section, day):
    person = factories.human(birth_date=date(1980, 3, 4))
    first = volunteering.line(person, section=section)
    if day is None:
        day = date(2026, 6, 1)
        volunteering.line(person, section=section, event="cessation", about=first, effective_on=day)

    with pytest.raises(IntegrityError, match="who_is_enrolled_ceases_once"), transaction.atomic():
        volunteering.line(person, section=section, event="cessation", about=first, effective_on=day)


def test_a_correction_is_another_line_and_the_first_stays(section):
    first = lines()[0]
    person = Person.objects.for_everyone(reason="una prova").get(pk=first.person_id)
    volunteering.line(person, section=section, event="correction", about=first, words="Via Verdi 2")

    assert lines()[0].residence == "Via Roma 1, Norcia"
    assert lines().last().about_id == first.pk


def test_lr_v4_who_they_are_by_codice_fiscale_or_by_birth(section):
    with pytest.raises(IntegrityError, match="who_is_enrolled_is_known"), transaction.atomic():
        volunteering.line(factories.human(), section=section, birth_place="")
    volunteering.line(factories.human(), section=section, birth_place="", codice_fiscale="RSSMRA80C44F935X")

    assert broken(section) is None
