"""When nothing is found, when a sheet is taken away, and while somebody is still typing."""

import pytest

from services.models import MissedSearch, Service, Suggestion, Synonym
from services.search import Question, answer, indexing, loading, suggest
from tests import factories

pytestmark = pytest.mark.django_db


def ask(now, **asked):
    return answer.answer(Question(**asked), now=now)


class TestNothingFound:
    def test_the_nearest_that_accept_residents_come_first_by_distance(self, now, norcia, cascia, foligno):
        for comune in (foligno, cascia):
            service = factories.service(f"Musica a {comune.name}", comune=comune)
            service.area_comuni.add(norcia)
        factories.service("Musica per chi è di qui", comune=cascia)

        found = ask(now, words="musica", comune="norcia")

        assert found.total == 0
        assert [row.service.title for row in found.alternatives] == ["Musica a Cascia", "Musica a Foligno"]
        assert [row.service.title for row in found.to_ask] == ["Musica per chi è di qui"]

    def test_the_desk_is_the_one_of_the_comune_with_a_public_telephone(self, now, norcia):
        desk = factories.service("Ufficio della cittadinanza", comune=norcia)
        factories.contact(desk, phone="+390000000000", is_public=False)
        factories.contact(desk, phone="+390743828711")

        found = ask(now, words="zuccotto", comune="norcia")

        assert (found.desk.name, found.desk.phone) == ("Ufficio della cittadinanza", "+390743828711")

    def test_a_desk_withdrawn_while_the_index_is_behind_is_not_the_one_to_call(
        self, now, norcia, monkeypatch
    ):
        desk = factories.service("Ufficio della cittadinanza", comune=norcia)
        factories.contact(desk, phone="+390743000111")
        ask(now, comune="norcia")
        monkeypatch.setattr(loading, "refresh_stale", lambda **_how: 0)
        Service.objects.filter(pk=desk.pk).update(withdrawn_at=now)

        found = ask(now, words="zuccotto", comune="norcia")

        assert found.desk.phone == norcia.zone.contact_phone

    def test_without_a_desk_the_zone_answers(self, now, norcia):
        found = ask(now, words="zuccotto", comune="norcia")

        assert found.desk.phone == norcia.zone.contact_phone

    def test_it_is_counted_without_anybody_in_it(self, now, norcia):
        for words in ("Zuccotto Caldo", "caldo zuccòtto", "zuccotto caldo!"):
            ask(now, words=words, comune="norcia")

        [missed] = MissedSearch.objects.all()

        assert (missed.words, missed.comune, missed.times) == ("caldo zuccotto", norcia, 3)
        assert f"{missed.month:%Y-%m-%d}" == "2026-11-01"

    def test_half_an_hour_after_midnight_it_is_counted_in_the_new_month(self, now, db):
        ask(now.replace(month=12, day=1, hour=0, minute=30), words="zuccotto")

        assert f"{MissedSearch.objects.get().month:%Y-%m-%d}" == "2026-12-01"

    @pytest.mark.parametrize("words", ["anna@example.org", "0743828711", "RSSMRA80A01H501U", "🙂"])
    def test_what_may_point_to_a_person_is_not_counted(self, now, db, words):
        ask(now, words=words)

        assert not MissedSearch.objects.exists()

    def test_few_counts_are_not_shown(self, now):
        for words in ["zuccotto"] * 5 + ["tiramisu"] * 2:
            ask(now, words=words)

        assert [missed.words for missed in MissedSearch.objects.above_threshold(5)] == ["zuccotto"]

    def test_sheets_with_only_some_of_the_words_leave_the_need_unmet(self, now, norcia):
        factories.service("Corso di nuoto", comune=norcia)

        found = ask(now, words="corso di arabo", comune="norcia")

        assert (found.total, found.is_partial) == (1, True)
        assert MissedSearch.objects.get().words == "arabo corso di"

    def test_closed_at_this_hour_is_not_a_need(self, now, norcia):
        factories.service("Nido", comune=norcia)

        found = ask(now, words="nido", comune="norcia", is_open_now=True)

        assert (found.total, MissedSearch.objects.count()) == (0, 0)

    def test_situations_and_categories_of_the_same_words_are_proposed(self, now, db):
        found = ask(now, words="mio figlio va male a scuola")

        assert [line.label for line in found.related] == ["Mio figlio fatica a scuola", "Scuola e formazione"]

    @pytest.mark.parametrize(
        ("words", "proposed"),
        [
            ("sono incinta", "Aspetto un bambino"),
            ("stranieri", "Sono arrivato da poco"),
            ("permesso di soggiorno", "Chi viene da un altro Paese"),
            ("assegno unico", "Contributi e bonus"),
            ("case popolari", "Casa, cibo e aiuti"),
            ("legge 104", "Ho una disabilità"),
            ("bullismo", "Mio figlio fatica a scuola"),
            ("mio marito mi picchia", "Violenza e diritti"),
            ("ho fame", "Spesa e pasti"),
        ],
    )
    def test_people_s_words_lead_to_situations_and_categories_named_otherwise(self, now, db, words, proposed):
        assert proposed in [line.label for line in ask(now, words=words).related]

    def test_an_expression_that_nobody_uses_is_looked_for_word_by_word(self, now, norcia):
        factories.service("Corso di ceramica", comune=norcia)
        Synonym.objects.create(term="ceramica raku", preferred="tornio")

        found = ask(now, words="ceramica raku")

        assert ([row.service.title for row in found.rows], found.is_partial) == (["Corso di ceramica"], True)


class TestUnpublished:
    @pytest.mark.parametrize("change", [{"withdrawn_at": factories.LONG_AGO}, {"published_at": None}])
    def test_a_sheet_taken_away_is_nowhere(self, now, norcia, change):
        service = factories.service("Ginestreto", comune=norcia)
        assert ask(now, words="ginestreto").total == 1

        Service.objects.filter(pk=service.pk).update(**change)

        assert suggest.suggest("ginest") == []
        found = ask(now, words="ginestreto", comune="norcia")
        assert (found.total, found.rows, found.facets[0].values[0].count) == (0, [], 0)

    def test_a_draft_is_nowhere(self, now, norcia):
        factories.service("Ginestreto", comune=norcia, published=False)

        assert (ask(now, words="ginestreto").total, suggest.suggest("ginest")) == (0, [])

    def test_a_protected_place_is_never_proposed_nor_located(self, now, norcia):
        place = factories.place(
            norcia, name="Casa Fiordaliso", latitude=42.9, longitude=13.2, is_protected=True
        )
        factories.service("Accoglienza", place=place)

        [row] = ask(now, near="norcia").rows

        assert row.distance_km == 0
        assert (suggest.suggest("fiordaliso"), ask(now, words="fiordaliso").total) == ([], 0)


class TestSuggestions:
    def test_they_mix_what_the_catalogue_knows(self, now, norcia):
        factories.service("Scuola di musica", comune=norcia)
        ask(now)

        kinds = {line.kind for line in suggest.suggest("scuola")}

        assert {Suggestion.Kind.SITUATION, Suggestion.Kind.CATEGORY, Suggestion.Kind.SERVICE} <= kinds

    def test_any_word_of_a_name_may_be_the_one_that_is_typed(self, now, norcia):
        factories.service("Circolo delle bocce", comune=norcia)
        ask(now)

        assert [line.label for line in suggest.suggest("bocc")] == ["Circolo delle bocce"]

    def test_a_comune_typed_wrong_is_understood(self, now, norcia):
        factories.service(comune=norcia)
        ask(now)

        assert "Spoleto" in [line.label for line in suggest.suggest("spolto")]

    @pytest.mark.parametrize("typed", ["", "a", "%", "__", "' or 1=1", "\\", "🙂", "x" * 400])
    def test_nothing_that_people_type_breaks_them(self, db, typed):
        assert len(suggest.suggest(typed)) <= suggest.AT_MOST

    def test_an_everyday_word_is_proposed_where_it_leads_somewhere(self, now, norcia):
        factories.service("Assistente familiare", comune=norcia)
        indexing.drain_stale()
        indexing.refresh_labels()

        assert ("words", "badante") in [(line.kind, line.label) for line in suggest.suggest("badan")]
        assert suggest.suggest("tutoragg") == []

    def test_an_organisation_and_a_place_are_proposed_only_with_a_public_sheet(self, now, norcia):
        place = factories.place(norcia, name="Palazzo Ginestra")
        organization = factories.organization("Amici della ginestra")
        service = factories.service("Bocce", place=place, organization=organization)
        ask(now)
        assert {line.kind for line in suggest.suggest("ginestra")} == {"place", "organization"}

        Service.objects.filter(pk=service.pk).update(withdrawn_at=factories.LONG_AGO)
        ask(now)

        assert suggest.suggest("ginestra") == []
