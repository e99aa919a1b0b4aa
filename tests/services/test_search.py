"""What people ask of the search, and what they get."""

from dataclasses import replace

import pytest

from services.models import Synonym
from services.search import Order, Question, answer
from services.search.form import SearchForm
from tests import factories

pytestmark = pytest.mark.django_db


def ask(now, **asked):
    return answer.answer(Question(**asked), now=now)


def titles(found):
    return [row.service.title for row in found.rows]


class TestWords:
    def test_a_word_without_its_accent_finds_the_one_that_has_it(self, now, norcia):
        factories.service("Attività per famiglie", comune=norcia)

        assert titles(ask(now, words="attivita")) == ["Attività per famiglie"]

    def test_a_plural_finds_its_singular(self, now, norcia):
        factories.service("Laboratorio di ceramica", comune=norcia)

        assert titles(ask(now, words="laboratori")) == ["Laboratorio di ceramica"]

    def test_an_everyday_word_finds_the_word_of_the_sheets(self, now, norcia):
        factories.service("Registro delle assistenti familiari", comune=norcia)

        found = ask(now, words="badante")

        assert titles(found) == ["Registro delle assistenti familiari"]
        assert "assistente familiare" in found.also_searched

    def test_an_acronym_is_not_a_word_of_the_same_stem(self, now, norcia):
        Synonym.objects.get_or_create(term="SAL", preferred="inserimento lavorativo", relation="acronym")
        factories.service("Inserimento lavorativo", comune=norcia)
        factories.service("Casa della salute", comune=norcia)

        assert titles(ask(now, words="salute")) == ["Casa della salute"]
        assert "Inserimento lavorativo" in titles(ask(now, words="sal"))

    def test_a_word_that_our_texts_avoid_is_looked_for_and_never_said(self, now, norcia):
        Synonym.objects.filter(preferred="salute mentale").delete()
        Synonym.objects.create(term="matto", preferred="salute mentale", avoid_in_texts=True)
        Synonym.objects.create(term="psichiatria", preferred="salute mentale")
        factories.service("Aiuto per chi è matto", comune=norcia)

        found = ask(now, words="salute mentale")

        assert (titles(found), found.also_searched) == (["Aiuto per chi è matto"], ("psichiatria",))

    def test_an_expression_of_several_words_is_looked_for_as_one(self, now, norcia):
        factories.service("Assistente all'asilo", comune=norcia, summary="Serve un familiare.")

        assert titles(ask(now, words="badante")) == []

    def test_a_typing_error_is_mended_and_said(self, now, norcia):
        factories.service("Doposcuola del borgo", comune=norcia)

        found = ask(now, words="doposcula")

        assert titles(found) == ["Doposcuola del borgo"]
        assert (found.corrected_from, found.corrected_to) == ("doposcula", "doposcuola")

    def test_a_mistyped_word_that_says_nothing_is_mended_into_nothing(self, now, norcia):
        factories.service("Doposcuola", comune=norcia, summary="I compiti della settimana.")

        found = ask(now, words="dellaa")

        assert (found.total, found.corrected_to) == (0, "")

    def test_a_word_that_finds_something_is_never_corrected(self, now, norcia):
        factories.service("Corso di bridge", comune=norcia)
        factories.service("Corso di briscola", comune=norcia)

        found = ask(now, words="bridge")

        assert (titles(found), found.corrected_to) == (["Corso di bridge"], "")

    def test_all_the_words_must_be_there(self, now, norcia):
        factories.service("Pittura per adulti", comune=norcia)
        factories.service("Pittura per bambini", comune=norcia)

        assert titles(ask(now, words="pittura bambini")) == ["Pittura per bambini"]

    def test_some_of_the_words_are_better_than_nothing_and_it_is_said(self, now, norcia):
        factories.service("Pittura per bambini", comune=norcia)

        found = ask(now, words="pittura subacquea")

        assert (titles(found), found.is_partial) == (["Pittura per bambini"], True)

    def test_a_mended_word_among_others_that_nobody_uses_still_helps(self, now, norcia):
        factories.service("Doposcuola del borgo", comune=norcia)

        found = ask(now, words="tiramisu doposcula")

        assert (titles(found), found.corrected_to) == (["Doposcuola del borgo"], "tiramisu doposcuola")
        assert found.is_partial

    def test_of_many_words_the_first_twelve_count_and_it_is_said(self, now, norcia):
        factories.service("Pittura", comune=norcia)

        found = ask(now, words="pittura " * 12 + "scultura")

        assert (titles(found), found.is_shortened) == (["Pittura"], True)

    def test_the_title_weighs_more_than_the_text(self, now, norcia):
        factories.service("Aiuto a casa", comune=norcia, description="Organizziamo anche gite.")
        factories.service("Gite per anziani", comune=norcia)

        assert titles(ask(now, words="gite")) == ["Gite per anziani", "Aiuto a casa"]

    @pytest.mark.parametrize(
        "words",
        [
            "x" * 400,
            "|",
            "'",
            "%",
            "a & | ! ( ) : * <-> 'b'",
            "\\",
            "🙂",
            "🙂 pittura",
            "il",
            "l'",
            "c-a/b@c.it",
            "٣ 漢字",
        ],
    )
    def test_nothing_that_people_type_breaks_it(self, now, norcia, words):
        factories.service("Pittura", comune=norcia)

        assert ask(now, words=words).total in {0, 1}

    def test_an_apostrophe_or_a_hyphen_does_not_hide_a_word(self, now, norcia):
        factories.service("Spazio dell'ascolto e-mail", comune=norcia)

        assert ask(now, words="ascolto").total == ask(now, words="l’ascolto").total == 1


class TestFilters:
    def test_a_comune_lists_what_stands_in_it(self, now, norcia, cascia):
        factories.service("A Norcia", comune=norcia)
        factories.service("A Cascia", comune=cascia)

        assert titles(ask(now, comune="norcia")) == ["A Norcia"]

    def test_a_comune_lists_what_comes_to_the_homes_of_its_people(self, now, norcia, cascia):
        visits = factories.service("Pasti a casa", comune=norcia, access_modes=["home_visit"])
        visits.area_comuni.add(cascia)

        assert titles(ask(now, comune="cascia")) == ["Pasti a casa"]

    def test_a_comune_does_not_list_a_desk_elsewhere_that_only_accepts_its_people(self, now, norcia, cascia):
        desk = factories.service("Sportello", comune=norcia, access_modes=["walk_in"])
        desk.area_comuni.add(cascia)

        assert titles(ask(now, comune="cascia")) == []

    def test_a_category_holds_those_beneath_it(self, now, norcia):
        factories.service("Nido", comune=norcia, category="nidi")

        assert titles(ask(now, categories=("bambini-e-famiglie",))) == ["Nido"]

    @pytest.mark.parametrize(("age", "total"), [(5, 0), (6, 1), (13, 1), (14, 0)])
    def test_an_age_is_accepted_from_the_lowest_to_the_highest(self, now, norcia, age, total):
        factories.service(comune=norcia, min_age=6, max_age=13)

        assert ask(now, age=age).total == total

    def test_a_service_that_states_no_age_accepts_everybody(self, now, norcia):
        factories.service(comune=norcia)

        assert ask(now, age=104).total == 1

    def test_values_of_one_filter_are_alternatives_and_filters_add_up(self, now, norcia):
        factories.service("Per bambini", comune=norcia, targets=["bambini"], cost="free")
        factories.service("Per anziani", comune=norcia, targets=["anziani"], cost="free")
        factories.service("Per adulti", comune=norcia, targets=["adulti"])

        found = ask(now, targets=("bambini", "anziani", "adulti"), is_free=True, order=Order.NAME)

        assert titles(found) == ["Per anziani", "Per bambini"]

    def test_open_now_follows_the_clock(self, now, norcia):
        service = factories.service("Sportello", comune=norcia)
        factories.opening(service, now.isoweekday(), "9:00", "13:00")

        assert titles(ask(now, is_open_now=True)) == ["Sportello"]
        assert titles(ask(now.replace(hour=13), is_open_now=True)) == []

    def test_a_row_says_until_when_it_is_open(self, now, norcia):
        service = factories.service("Sportello", comune=norcia)
        factories.opening(service, now.isoweekday(), "9:00", "12:30")

        [row] = ask(now).rows

        assert (row.is_open_now, f"{row.open_until:%H:%M}") == (True, "12:30")

    def test_contradictory_filters_find_nothing_quietly(self, now, norcia):
        factories.service(comune=norcia, targets=["bambini"], max_age=10)

        assert ask(now, comune="norcia", zone="zona-che-non-esiste", age=70, targets=("anziani",)).total == 0


class TestOrder:
    def test_nearest_first(self, now, norcia, cascia, foligno):
        for comune in (foligno, cascia, norcia):
            factories.service(f"A {comune.name}", comune=comune)

        found = ask(now, near="norcia", order=Order.DISTANCE)

        assert titles(found) == ["A Norcia", "A Cascia", "A Foligno"]
        assert found.rows[0].distance_km == 0
        assert 9 < found.rows[1].distance_km < 12

    def test_without_words_the_checked_sheets_come_first(self, now, norcia, administrator):
        factories.service("Alfa", comune=norcia)
        checked = factories.service("Zeta", comune=norcia)
        factories.verification(checked, administrator, now)

        assert titles(ask(now)) == ["Zeta", "Alfa"]
        assert titles(ask(now, order=Order.NAME)) == ["Alfa", "Zeta"]

    def test_pages_follow_one_another_without_gaps(self, now, norcia):
        for number in range(45):
            factories.service(f"Servizio {number:02}", comune=norcia)

        found = [title for page in (1, 2, 3) for title in titles(ask(now, page=page))]

        assert found == [f"Servizio {number:02}" for number in range(45)]

    def test_a_page_beyond_the_end_is_the_last_one(self, now, norcia):
        factories.service("Solo io", comune=norcia)

        found = ask(now, page=10**12)

        assert (titles(found), found.number) == (["Solo io"], 1)


class TestFormMeetsBadInput:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("comune", "atlantide"), ("zona", "zz"), ("categoria", "zz"), ("per", "zz"), ("eta", "vecchio"),
            ("eta", "-1"), ("eta", "1e9"), ("accesso", "zz"), ("lingua", "zz"), ("ordina", "zz"), ("pagina", "abc"),
            ("pagina", "-3"), ("pagina", "9" * 400),
        ],
    )  # fmt: skip
    def test_a_wrong_filter_is_told_and_left_out(self, now, norcia, field, value):
        factories.service("Solo io", comune=norcia)
        form = SearchForm({field: [value] if field in {"categoria", "per", "accesso", "lingua"} else value})

        found = answer.answer(form.question(), now=now)

        assert titles(found) == ["Solo io"]
        assert field in form.errors or field == "pagina"

    def test_good_filters_stay_when_another_is_wrong(self, norcia):
        question = SearchForm({"q": "nido", "comune": "norcia", "eta": "x"}).question()

        assert question == Question(words="nido", comune="norcia")


@pytest.mark.parametrize("rows", [1, 25])
@pytest.mark.parametrize("asked", [{}, {"words": "pittura"}])
def test_queries_do_not_grow_with_the_rows(now, norcia, django_assert_num_queries, rows, asked):
    for number in range(rows):
        factories.service(f"Pittura {number}", comune=norcia, targets=["bambini"])
    question = Question(**asked, comune="norcia")
    answer.answer(question, now=now)

    with django_assert_num_queries(2):  # where the index stands; the rows of the page
        answer.answer(replace(question, page=1), now=now)
