"""The yes of who answers for somebody under age: found in the family's pages, given and taken back by a button."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from networking import consenting
from networking.models import AccessRecord, Consent, RoleKind
from networking.rules import years_before
from tests import factories, volunteering

pytestmark = pytest.mark.django_db
PURPOSE = "volunteering"


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", RoleKind.GUARDIAN, lives_in=norcia)


@pytest.fixture
def girl(mother, norcia):
    born = years_before(timezone.localdate(), 17)
    return factories.child_of(mother, "Agata D'Angelo", birth_date=born, comune=norcia)


@pytest.fixture
def wish(girl):
    return volunteering.candidate(girl)


def page(person):
    return reverse("volunteers:parent_consent", args=[person.pk])


def read(user, address):
    return factories.signed_in(user).get(address).content.decode()


def test_who_answers_finds_the_question_at_home_and_on_the_childs_page(mother, girl, wish):
    assert page(girl) in read(mother, "/famiglia/")
    assert page(girl) in read(mother, reverse("networking:family_person", args=[girl.pk]))


def test_looking_changes_nothing_and_a_button_says_yes(mother, girl, wish):
    browser = factories.signed_in(mother)
    browser.get(page(girl))
    assert not consenting.agrees(girl, PURPOSE)

    browser.post(page(girl), {"risposta": "si"})

    assert consenting.agrees(girl, PURPOSE)
    assert "vuole-aiutare" not in browser.get("/famiglia/").content.decode()


def test_the_yes_taken_back_suspends_the_turn_at_once(mother, girl, norcia):
    helper = volunteering.able(girl, parent_met_on=volunteering.SINCE)
    volunteering.consent(helper)
    turn = volunteering.request(norcia, places=2, local_date=date(2027, 1, 13))
    volunteering.assign(volunteering.able(), turn)
    volunteering.assign(helper, turn)

    factories.signed_in(mother).post(page(girl), {"risposta": "no"})

    assert volunteering.assignments().get(volunteer=helper).state == "suspended"


def test_never_for_somebody_elses_child(girl, wish):
    stranger = factories.person("altra@example.org", RoleKind.GUARDIAN)

    assert factories.signed_in(stranger).post(page(girl), {"risposta": "si"}).status_code == 404
    assert not consenting.agrees(girl, PURPOSE)


def test_never_by_who_answers_without_booking(girl, wish):
    other = factories.person("papa@example.org", RoleKind.GUARDIAN)
    factories.tie(other.person, girl, can_book=False)

    assert factories.signed_in(other).get(page(girl)).status_code == 404


def test_nothing_is_asked_of_who_has_not_asked_to_help(mother, girl):
    assert factories.signed_in(mother).get(page(girl)).status_code == 404
    assert "vuole-aiutare" not in read(mother, "/famiglia/")


def test_a_word_that_is_neither_yes_nor_no_is_refused(mother, girl, wish):
    assert factories.signed_in(mother).post(page(girl), {"risposta": "forse"}).status_code == 400


@pytest.fixture
def desk(norcia):
    return factories.signed_in(factories.person("desk@example.org", RoleKind.DESK_OPERATOR, comune=norcia))


def at_the_desk(person):
    return reverse("volunteers:desk_parent_consent", args=[person.pk])


def test_at_the_desk_the_yes_is_written_with_who_said_it_and_the_reading_too(desk, mother, girl, wish):
    assert at_the_desk(girl) in desk.get(girl.get_absolute_url()).content.decode()

    desk.post(at_the_desk(girl), {"risposta": "si", "chi": mother.person.pk, "come": "paper"})

    said = Consent.objects.for_everyone(reason="una prova").get(person=girl)
    assert (said.given_by, said.given_through) == (mother.person, "paper")
    records = AccessRecord.objects.for_everyone(reason="una prova")
    assert records.filter(subject_id=str(girl.pk), page=at_the_desk(girl)).exists()


def test_at_the_desk_nobody_says_yes_who_does_not_answer_for_them(desk, girl, wish):
    stranger = factories.human("Ugo Neri")
    said = {"risposta": "si", "chi": stranger.pk, "come": "desk"}

    assert desk.post(at_the_desk(girl), said).status_code == 400
    assert not consenting.agrees(girl, PURPOSE)
