"""The desk's first page, the list, the search: only one's own territory, and each look is written down."""

import pytest
from django.test import Client

from networking.models import RoleKind, Zone
from tests import factories
from tests.factories import day, human

PEOPLE = "/operatori/persone/"


@pytest.mark.parametrize("kind", sorted(set(RoleKind) - {RoleKind.DESK_OPERATOR, RoleKind.ADMINISTRATOR}))
@pytest.mark.parametrize("path", ["/operatori/", PEOPLE, "/operatori/persone/nuova/"])
def test_asvs_8_2_1_the_desk_is_for_those_who_work_there(db, kind, path):
    somebody = factories.signed_in(factories.person("altri@example.org", kind, everywhere=True))

    assert somebody.get(path).status_code == 403
    assert somebody.post(path).status_code == 403


def test_who_has_not_signed_in_is_asked_to(db):
    answer = Client().get(PEOPLE)

    assert answer.status_code == 302
    assert answer.url.startswith("/accedi/")


def test_asvs_8_4_1_list_count_and_search_hold_nobody_of_another_zone(as_operator, settimio, achille):
    answers = [
        as_operator.get(PEOPLE, asked) for asked in ({}, {"q": "a"}, {"q": "perugini"}, {"q": "0742999909"})
    ]

    for answer in answers:
        assert "Perugini" not in answer.content.decode().replace("«perugini»", "")
    assert [answer.context["page"].paginator.count for answer in answers] == [1, 0, 0, 0]


def test_asvs_8_4_1_the_figures_of_the_first_page_are_of_ones_own_territory(
    as_operator, settimio, ada, achille, foligno
):
    human(comune=foligno, birth_date=day("2016-05-05"))

    figures = as_operator.get("/operatori/").context

    # The operator, too, is a person; she lives nowhere that is known, so nobody follows her.
    assert (figures["everybody"], figures["minors_alone"], figures["out_of_reach"]) == (2, 1, 1)


def test_a_codice_fiscale_of_another_zone_finds_nobody(as_other_operator, settimio):
    answer = as_other_operator.get(PEOPLE, {"q": "BNCSTM46C12F935A"})

    assert answer.context["page"].paginator.count == 0


def test_a_list_shows_only_the_end_of_a_codice_fiscale_and_no_needs(as_operator, settimio):
    page = as_operator.get(PEOPLE, {"q": "BNCSTM46C12F935A"}).content.decode()

    shown = page.replace('value="BNCSTM46C12F935A"', "").replace("q=BNCSTM46C12F935A", "")
    assert "••••935A" in shown
    assert "BNCSTM46C12F935A" not in shown
    assert "Sente poco" not in shown


def test_asvs_16_3_2_a_search_is_written_down_with_how_many_were_seen(as_operator, settimio, ada, readings):
    as_operator.get(PEOPLE, {"q": "bonacci"})
    as_operator.get(PEOPLE, {"q": "nessuno"})

    assert readings() == [("listed", "", 1), ("listed", "", 0)]


def test_those_without_contacts_and_the_minors_alone_have_their_lists(as_operator, settimio, ada):
    for only in ("senza-recapiti", "minori-soli"):
        found = as_operator.get(PEOPLE, {"solo": only}).context["page"]
        assert [str(person) for person in found] == ["Ada Vagni"]


def test_a_long_list_comes_in_pages_that_keep_the_question(as_operator, norcia):
    for number in range(26):
        human(f"Nome Cognome{number:02}", comune=norcia)

    first = as_operator.get(PEOPLE, {"q": "cognome"})
    second = as_operator.get(PEOPLE, {"q": "cognome", "pagina": "2"})

    assert "?q=cognome&amp;pagina=2" in first.content.decode()
    assert [str(person) for person in second.context["page"]] == ["Nome Cognome25"]


@pytest.mark.parametrize(
    "asked", [{"pagina": "x"}, {"pagina": "999"}, {"solo": "altro"}, {"q": "x" * 5000}, {"q": "'\"<b>"}]
)
def test_a_strange_question_is_answered(as_operator, settimio, asked):
    assert as_operator.get(PEOPLE, asked).status_code == 200


def test_asvs_1_2_1_what_was_asked_comes_back_as_words(as_operator):
    assert "&lt;b&gt;" in as_operator.get(PEOPLE, {"q": "<b>"}).content.decode()


@pytest.mark.parametrize("rows", [1, 25])
@pytest.mark.parametrize("path", [PEOPLE, PEOPLE + "?q=cognome", PEOPLE + "?solo=minori-soli", "/operatori/"])
def test_queries_do_not_grow_with_the_people(as_operator, norcia, rows, path, django_assert_max_num_queries):
    for number in range(rows):
        human(f"Nome Cognome{number:02}", comune=norcia, birth_date=day("2016-05-05"), phone="+390743999903")
        human(f"Nome Cognome{number:02}", zone=Zone.objects.get(number=6))

    with django_assert_max_num_queries(20):
        assert as_operator.get(path).status_code == 200


def test_the_header_leads_there_only_those_who_may_enter(as_operator, as_citizen):
    link = 'href="/operatori/"'

    assert link in as_operator.get("/").content.decode()
    assert link not in as_citizen.get("/").content.decode()


def test_a_role_without_a_place_follows_nobody_and_is_told_so(db, settimio):
    nowhere = factories.signed_in(factories.person("nessundove@example.org", RoleKind.DESK_OPERATOR))

    answer = nowhere.get("/operatori/")

    assert answer.context["everybody"] == 0
    assert "non dice ancora dove lavori" in answer.content.decode()
    assert nowhere.get(f"{PEOPLE}{settimio.pk}/").status_code == 404
