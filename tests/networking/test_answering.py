"""Who answers for whom: what can be written, what ends, what stays in the history."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from networking import answering, limiting
from networking.models import Guardianship, Person
from tests import factories
from tests.factories import day, document, human

Kind = Guardianship.Kind
TODAY = day("2026-11-25")


def all_ties():
    return Guardianship.objects.for_everyone(reason="una prova")


@pytest.fixture
def mother(norcia):
    return human("Elsa Vagni", comune=norcia, birth_date=day("1985-05-05"))


@pytest.fixture
def child(norcia):
    return human("Ada Vagni", comune=norcia, birth_date=day("2016-05-05"))


def tie(guardian, child, **fields):
    return Guardianship(guardian=guardian, child=child, **{"starts_on": TODAY, **fields})


def test_a_mother_answers_for_her_child(mother, child):
    answering.begin(tie(mother, child))

    assert all_ties().in_force_on(TODAY).get().guardian == mother


def test_nobody_under_age_answers_for_anybody(child, norcia):
    brother = human(comune=norcia, birth_date=day("2008-11-26"))

    with pytest.raises(ValidationError, match="18 anni"):
        answering.begin(tie(brother, child))


@pytest.mark.parametrize("kind", [Kind.PARENT, Kind.FOSTER])
def test_parents_answer_only_for_those_under_age(mother, norcia, kind):
    grown = human(comune=norcia, birth_date=day("2008-11-25"))

    with pytest.raises(ValidationError, match="maggiorenne"):
        answering.begin(tie(mother, grown, kind=kind))


@pytest.mark.parametrize("kind", [Kind.TUTOR, Kind.SUPPORT])
def test_a_court_may_name_somebody_for_an_adult(mother, norcia, kind):
    answering.begin(tie(mother, human(comune=norcia, birth_date=day("1940-01-01")), kind=kind))

    assert all_ties().in_force_on(TODAY).count() == 1


def test_the_birth_date_comes_first(mother, norcia):
    with pytest.raises(ValidationError, match="data di nascita"):
        answering.begin(tie(mother, human(comune=norcia)))


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        (("2026-01-01", None), ("2026-11-25", None), False),
        (("2026-01-01", "2026-11-25"), ("2026-11-25", None), True),
        (("2026-01-01", "2026-11-26"), ("2026-11-25", None), False),
        (("2026-12-01", None), ("2026-11-25", "2026-12-01"), True),
        (("2026-12-01", None), ("2026-11-25", "2026-12-02"), False),
    ],
)
def test_the_same_two_are_tied_once_on_any_day(mother, child, first, second, fits):
    def period(first_day, last_day):
        return {"starts_on": day(first_day), "ends_on": day(last_day) if last_day else None}

    answering.begin(tie(mother, child, **period(*first)))

    if fits:
        answering.begin(tie(mother, child, **period(*second)))
    else:
        with pytest.raises(ValidationError, match="risponde già"):
            answering.begin(tie(mother, child, **period(*second)))
    assert all_ties().count() == (2 if fits else 1)


def test_what_ends_is_past_and_what_never_held_is_taken_away(mother, child):
    old, mistaken = tie(mother, child, starts_on=day("2026-01-01")), tie(human(), child)
    old.save()
    mistaken.save()

    limiting.end(old, on=TODAY, document=document())
    limiting.end(mistaken, on=TODAY, document=document())

    assert not all_ties().in_force_on(TODAY).exists()
    assert [str(kept.ends_on) for kept in all_ties()] == ["2026-11-25"]


def test_the_history_keeps_a_tie_that_was_taken_away(mother, child):
    mistaken = tie(mother, child)
    mistaken.save()
    pk = mistaken.pk

    limiting.end(mistaken, on=TODAY, document=document())

    events = apps.get_model("networking", "GuardianshipEvent").objects
    labels = events.filter(pgh_obj_id=pk).values_list("pgh_label", flat=True)
    assert sorted(labels) == ["delete", "insert", "update"]


def test_who_answers_is_told_wherever_they_live_and_children_only_of_ones_own_territory(
    mother, child, foligno, operator_of_zone_6
):
    uncle = human("Zio Lontano", comune=foligno, birth_date=day("1980-01-01"))
    niece = human("Nipote Lontana", comune=foligno, birth_date=day("2014-01-01"))
    tie(uncle, child, kind=Kind.TUTOR).save()
    tie(mother, child).save()
    tie(mother, niece, kind=Kind.TUTOR).save()

    of_child = answering.ties_of(child, known_to=operator_of_zone_6, day=TODAY)
    of_mother = answering.ties_of(mother, known_to=operator_of_zone_6, day=TODAY)

    assert {one.guardian for one in of_child.answered_by} == {uncle, mother}
    assert of_child.known == {mother.pk}
    assert of_mother.children == [child]


def test_families_of_the_factories_are_in_force(citizen):
    child = factories.child_of(citizen)

    assert Person.objects.visible_to(citizen).filter(pk=child.pk).exists()
