"""Whom a search finds, and for whom."""

import pytest
from django.db import connection

from networking.models import Guardianship, Person, Role, RoleKind, Zone
from tests import factories
from tests.factories import day, human


def found(words):
    people = Person.objects.for_everyone(reason="una prova").matching(words).in_order()
    return [str(person) for person in people]


@pytest.fixture
def people(db):
    human("Zoé N'Diaye", phone="+390743999901")
    human("Nicolò D’Angelo", phone="+393331234567")
    human("Łucja Øster")
    human("Angela De Luca")
    return Person.objects.for_everyone(reason="una prova")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("nicolo", ["Nicolò D’Angelo"]),
        ("NICOLÒ", ["Nicolò D’Angelo"]),
        ("d'angelo", ["Nicolò D’Angelo"]),
        ("dangelo nic", ["Nicolò D’Angelo"]),
        ("d angelo", ["Nicolò D’Angelo"]),
        ("angel", ["Nicolò D’Angelo", "Angela De Luca"]),
        ("zoe ndiaye", ["Zoé N'Diaye"]),
        ("lucja oster", ["Łucja Øster"]),
        ("deluca", ["Angela De Luca"]),
        ("luca angela", ["Angela De Luca"]),
        ("gela", []),
        ("angela rossi", []),
        ("%", []),
        ("_", []),
    ],
)
def test_a_name_is_found_by_how_its_words_begin(people, words, names):
    assert found(words) == names


@pytest.mark.parametrize("words", ["0743 999901", "+39 0743999901", "999901", "0743-9999"])
def test_a_telephone_is_found_by_a_part_of_it(people, words):
    assert found(words) == ["Zoé N'Diaye"]


def test_a_codice_fiscale_is_found_whole_however_it_is_typed(people):
    human("Mario Rossi", codice_fiscale="RSSMRA80A01H501U")

    assert found("rss mra 80a01 h501u") == ["Mario Rossi"]
    assert found("RSSMRA80A01H501") == []


def test_nothing_asked_is_everybody(people):
    assert len(found("")) == 4


def test_people_stand_as_in_an_italian_register(db):
    for name in ("A Zuccari", "A àlberti", "A Bianchi", "A alberti", "A Éco"):
        human(name)

    assert found("") == ["A alberti", "A àlberti", "A Bianchi", "A Éco", "A Zuccari"]


def test_an_index_answers_for_names_and_telephones(people):
    for words, index in (("angelo", "people_by_name"), ("999901", "people_by_telephone")):
        plan = Person.objects.for_everyone(reason="una prova").matching(words)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert index in plan.order_by().explain()


@pytest.fixture
def everywhere(norcia, foligno, sellano):
    """Somebody in each place, and who lives outside."""
    return {
        "norcia": human(comune=norcia),
        "foligno": human(comune=foligno),
        "sellano": human(comune=sellano),
        "outside, zone 6": human(zone=Zone.objects.get(number=6)),
        "outside, zone 8": human(zone=Zone.objects.get(number=8)),
        "nowhere": human(),
    }


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        ({"zone": 6}, {"norcia", "outside, zone 6"}),
        ({"zone": 8}, {"foligno", "sellano", "outside, zone 8"}),
        ({"comune": "sellano"}, {"sellano"}),
        (
            {"everywhere": True},
            {"norcia", "foligno", "sellano", "outside, zone 6", "outside, zone 8", "nowhere"},
        ),
        ({}, set()),
    ],
)
@pytest.mark.parametrize("kind", [RoleKind.DESK_OPERATOR, RoleKind.ADMINISTRATOR])
def test_asvs_8_4_1_the_desk_follows_its_own_territory_in_rows_and_in_words(
    everywhere, sellano, kind, scope, seen
):
    """The same answer from the database, for rows, and from Python, for a person not yet kept."""
    where = dict(scope)
    if "zone" in where:
        where["zone"] = Zone.objects.get(number=where["zone"])
    if "comune" in where:
        where["comune"] = sellano
    operator = factories.person("qualcuno@example.org", kind, **where)
    followed = set(Person.objects.followed_by(operator)) - {operator.person}

    assert {name for name, person in everywhere.items() if person in followed} == seen
    assert {name for name, person in everywhere.items() if person.is_followed_by(operator)} == seen


def test_asvs_8_3_2_a_role_that_ended_follows_nobody(everywhere, operator_of_zone_6, now):
    Role.objects.filter(user=operator_of_zone_6).update(ends_on=day("2026-02-01"))

    assert not Person.objects.followed_by(operator_of_zone_6).exists()


def test_minors_for_whom_nobody_answers_are_told(norcia, operator_of_zone_6, citizen, now):
    alone = human(comune=norcia, birth_date=day("2015-01-01"))
    grown = human(comune=norcia, birth_date=day("1990-01-01"))
    child = factories.child_of(citizen, comune=norcia)
    left = factories.child_of(citizen, comune=norcia)
    Guardianship.objects.for_everyone(reason="una prova").filter(child=left).update(
        ends_on=day("2026-03-01"), **factories.proof()
    )

    told = set(Person.objects.followed_by(operator_of_zone_6).minors_alone(day("2026-11-25")))

    assert told == {alone, left}
    assert not told & {grown, child}
