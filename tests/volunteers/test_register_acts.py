"""Writing in the register: enrolling, ceasing, correcting; and asking whether any line was touched."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from networking.models import RoleKind
from tests import database, factories, volunteering
from volunteers.register import verifying, writing
from volunteers.register.refusing import RegisterError

pytestmark = pytest.mark.django_db
HOME = "Via Roma 1, Norcia"


@pytest.fixture
def keeper(db):
    return factories.person("tiene@example.org", RoleKind.SECRETARY)


@pytest.fixture
def section(db):
    return volunteering.section()


def enrol(person, section, keeper, **fields):
    now = timezone.now()
    values = {"effective_on": timezone.localdate(now), "residence": HOME, "birth_place": "Norcia", **fields}
    return writing.enrol(person, section, by=keeper, now=now, **values)


@pytest.mark.parametrize("name", ["Agata D'Angelo", "Niccolò Ng", "Ò Ó"])
def test_whoever_they_are_the_line_says_what_the_law_asks(section, keeper, name):
    person = factories.human(name, birth_date=date(1980, 3, 4))

    line = enrol(person, section, keeper)

    line.refresh_from_db()
    assert f"{line.given_name} {line.family_name}" == name
    assert (line.number, line.birth_place, line.residence) == (1, "Norcia", HOME)


def test_lr_v4_with_a_codice_fiscale_nothing_of_the_birth_is_written(section, keeper):
    person = factories.human(birth_date=date(1980, 3, 4), codice_fiscale="RSSMRA80C44F935X")

    line = enrol(person, section, keeper)

    assert (line.codice_fiscale, line.birth_date, line.birth_place) == ("RSSMRA80C44F935X", None, "")


def test_lr_v4_who_is_not_known_is_refused_in_words(section, keeper):
    person = factories.human(birth_date=None)

    with pytest.raises(RegisterError, match="Serve il codice fiscale"):
        enrol(person, section, keeper)


def test_nobody_is_enrolled_in_the_past(section, keeper):
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(RegisterError, match="non dal passato"):
        enrol(factories.human(birth_date=date(1980, 3, 4)), section, keeper, effective_on=yesterday)


def test_twice_is_refused_in_words(section, keeper):
    person = factories.human(birth_date=date(1980, 3, 4))
    enrol(person, section, keeper)

    with pytest.raises(RegisterError, match="È già in questo registro"):
        enrol(person, section, keeper)


def test_who_ceases_is_no_longer_a_volunteer_and_may_come_back(section, keeper):
    person, today = factories.human(birth_date=date(1980, 3, 4)), timezone.localdate()
    line = enrol(person, section, keeper)

    writing.cease(line, effective_on=today, by=keeper)

    assert writing.enrolment_of(person, today=today) is None
    again = enrol(person, section, keeper)
    assert writing.enrolment_of(person, today=today) == again


def test_one_does_not_cease_before_beginning(section, keeper):
    line = enrol(factories.human(birth_date=date(1980, 3, 4)), section, keeper)

    with pytest.raises(RegisterError, match="prima dell'iscrizione"):
        writing.cease(line, effective_on=line.effective_on - timedelta(days=1), by=keeper)


def test_a_correction_says_what_and_the_first_line_stays(section, keeper):
    line = enrol(factories.human(birth_date=date(1980, 3, 4)), section, keeper)
    today = timezone.localdate()

    anew = writing.correct(
        line, words="La via era sbagliata.", effective_on=today, by=keeper, residence="Via Verdi 2"
    )

    line.refresh_from_db()
    assert (line.residence, anew.residence, anew.about) == (HOME, "Via Verdi 2", line)
    with pytest.raises(RegisterError, match="Scrivi che cosa"):
        writing.correct(line, words=" ", effective_on=today, by=keeper)


def test_the_command_says_that_all_is_as_it_was_written(section, keeper):
    enrol(factories.human(birth_date=date(1980, 3, 4)), section, keeper)
    out = StringIO()

    call_command("verify_register", stdout=out)

    assert "righe 1, intatta" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_the_command_names_the_line_that_was_touched_behind_the_guards(section, keeper):
    for _time in range(2):
        enrol(factories.human(birth_date=date(1980, 3, 4)), section, keeper)
    database.as_owner(
        "SET LOCAL session_replication_role = replica; "
        "UPDATE volunteers_registerentry SET residence = 'altrove' WHERE number = 2",
        None,
    )

    with pytest.raises(CommandError, match="toccato"):
        call_command("verify_register", stdout=(out := StringIO()))

    assert "NON torna alla riga 2" in out.getvalue()
    assert [each.broken for each in verifying.check()] == [2]
