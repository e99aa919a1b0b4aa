"""Who is told what is of a child: whoever may book for them, and nobody who may not."""

from datetime import date

import pytest

from networking import outbox
from networking.outbox import who_hears
from tests import factories
from tests.factories import human, tie

pytestmark = pytest.mark.usefixtures("kinds")
PHONE = "+390743999903"


@pytest.fixture
def child(norcia):
    return human("Nina Bonacci", comune=norcia, birth_date=date(2017, 5, 1))


@pytest.fixture
def mother(child):
    return answering(child, "Marta Bonacci", phone=PHONE)


def answering(child, name, *, can_book=True, **contacts):
    guardian = human(name, **contacts)
    tie(guardian, child, can_book=can_book)
    return guardian


def test_what_is_of_a_child_is_told_to_all_who_may_book_and_never_to_who_may_not(child, mother, now):
    father = answering(child, "Ugo Bonacci", email="ugo@example.org")
    answering(child, "Nonna Bonacci", can_book=False, phone=PHONE)

    assert set(who_hears(child, now=now)) == {mother, father}


def test_one_whom_nothing_reaches_is_left_out_while_another_is_reached(child, mother, now):
    answering(child, "Senza Recapiti")

    assert who_hears(child, now=now) == [mother]


def test_where_nobody_is_reached_the_list_of_what_was_not_delivered_has_who_answers(child, now):
    unreachable = answering(child, "Senza Recapiti")

    outbox.tell_all("prova.visita", outbox.tellings_for(child, key="x", now=now), now=now)

    notice = factories.notices().get()
    assert (notice.person, notice.concerns, notice.state) == (unreachable, child, "dead")


def test_who_answers_no_longer_is_told_nothing(child, mother, now):
    former = human("Ex Tutrice", phone=PHONE)
    tie(former, child, kind="tutor", ends_on=date(2026, 11, 1))

    assert who_hears(child, now=now) == [mother]


@pytest.mark.parametrize(
    ("born", "hears"), [(date(2017, 5, 1), False), (date(1950, 5, 1), True), (None, False)]
)
def test_an_adult_hears_too_though_another_answers_and_a_child_does_not(norcia, now, born, hears):
    person = human("Ada Vagni", comune=norcia, birth_date=born, phone=PHONE)
    support = human("Amministratore Disostegno", phone=PHONE)
    tie(support, person, kind="support")

    assert set(who_hears(person, now=now)) == {support, *([person] if hears else [])}


def test_a_young_person_with_an_access_hears_beside_who_answers(child, mother, citizen, now):
    young = citizen.person
    young.birth_date = date(2010, 1, 1)
    young.save()
    tie(mother, young)

    assert who_hears(young, now=now) == [mother, young]


def test_for_whom_nobody_answers_it_is_they_who_hear(child, now):
    [telling] = outbox.tellings_for(child, key="x", now=now)

    assert (telling.person, telling.concerns, telling.key) == (child, None, f"x:{child.pk}")
