"""The index follows the catalogue, whoever writes in it and however."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from networking.models import Comune, Holiday, Zone
from services.models import (
    CatalogueRevision,
    Category,
    Contact,
    Language,
    LifeSituation,
    OpeningException,
    OpeningRule,
    Organization,
    Place,
    SearchEntry,
    Service,
    ServiceTarget,
    StaleSheet,
    Synonym,
    TargetGroup,
)
from services.search import Question, answer, indexing, loading, stemming
from services.search.statements import plain
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(norcia):
    """A sheet that the index knows."""
    made = factories.service("Ludoteca", comune=norcia, targets=["bambini"])
    indexing.drain_stale()
    return made


def total(now, **asked):
    return answer.answer(Question(**asked), now=now).total


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# What happens to the catalogue; afterwards the sheet must have been noted.
CHANGES = {
    "a form": lambda service: service.save(),
    "update()": lambda service: Service.objects.filter(pk=service.pk).update(summary="Nuovo"),
    "raw SQL": lambda service: run("UPDATE services_service SET title = 'Giochi' WHERE id = %s", service.pk),
    "a target": lambda service: ServiceTarget.objects.bulk_create(
        [ServiceTarget(service=service, group=TargetGroup.objects.get(slug="anziani"))]
    ),
    "no more targets": lambda service: service.targets.all().delete(),
    "a language": lambda service: service.languages.add(1),
    "a comune served": lambda service: service.area_comuni.add(Comune.objects.get(slug="cascia")),
    "a zone served": lambda service: service.area_zones.add(service.place.comune.zone),
    "a further category": lambda service: service.extra_categories.add(Category.objects.get(slug="nidi")),
    "an opening": lambda service: factories.opening(service, 1, "9:00", "10:00"),
    "an opening taken away": lambda service: OpeningRule.objects.filter(
        pk=factories.opening(service, 1, "9:00", "10:00").pk
    ).delete(),
    "an exception to its hours": lambda service: OpeningException.objects.create(
        service=service, first_day="2026-12-24", last_day="2026-12-24"
    ),
    "its place": lambda service: Place.objects.filter(pk=service.place_id).update(step_free="yes"),
    "its organisation": lambda service: Organization.objects.filter(pk=service.organization_id).update(
        name="X"
    ),
    "its category": lambda service: Category.objects.filter(pk=service.category_id).update(name="Aiuti"),
    "the category above": lambda service: Category.objects.filter(children=service.category_id).update(
        name="X"
    ),
    "its comune": lambda service: Comune.objects.filter(slug="norcia").update(name="Nursia"),
    "the name of its group": lambda service: TargetGroup.objects.filter(slug="bambini").update(
        name="Piccoli"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_is_noted(service, change):
    change(service)

    assert StaleSheet.objects.filter(service_id=service.pk).exists()


# What belongs to no sheet: afterwards the names must have been noted, and with them a new catalogue.
CHANGES_OF_ALL = {
    "a holiday": lambda: Holiday.objects.create(date="2026-12-07", name="Sant'Ambrogio"),
    "a zone": lambda: Zone.objects.filter(number=6).update(name="Valnerina"),
    "a comune": lambda: Comune.objects.filter(slug="norcia").update(name="Nursia"),
    "a life situation": lambda: LifeSituation.objects.update(title="X"),
    "a synonym": lambda: Synonym.objects.create(term="baloccheria", preferred="ludoteca"),
    "a language": lambda: Language.objects.update(name="X"),
    "a group": lambda: TargetGroup.objects.filter(slug="bambini").delete(),
}


@pytest.mark.parametrize("change", CHANGES_OF_ALL.values(), ids=CHANGES_OF_ALL.keys())
def test_a_change_that_is_of_no_sheet_is_noted(db, change):
    StaleSheet.objects.all().delete()

    change()

    assert StaleSheet.objects.filter(service_id=StaleSheet.LABELS).exists()


def test_a_verification_is_noted_too(service, administrator, now):
    factories.verification(service, administrator, now)

    assert StaleSheet.objects.filter(service_id=service.pk).exists()


def test_a_row_that_moves_to_another_service_is_noted_for_both(service, norcia):
    other = factories.service(comune=norcia)
    indexing.drain_stale()

    service.targets.update(service=other)

    assert set(StaleSheet.objects.values_list("service_id", flat=True)) == {service.pk, other.pk}


def test_a_telephone_changes_nothing_that_is_searched(service):
    Contact.objects.create(service=service, phone="+390743828711")

    assert not StaleSheet.objects.exists()


def test_raw_sql_is_found_by_the_very_next_search(service, now):
    assert total(now, words="ginestreto") == 0

    run("UPDATE services_service SET title = 'Ginestreto' WHERE id = %s", service.pk)

    assert total(now, words="ginestreto") == 1


def test_a_deleted_sheet_is_forgotten(service, now):
    assert total(now, words="ludoteca") == 1

    Service.objects.filter(pk=service.pk).delete()

    assert total(now, words="ludoteca") == 0
    assert not SearchEntry.objects.get(service_id=service.pk).is_live


def test_a_new_synonym_works_at_once(service, now):
    assert total(now, words="baloccheria") == 0

    Synonym.objects.create(term="baloccheria", preferred="ludoteca")

    assert total(now, words="baloccheria") == 1


def test_a_comune_that_moves_to_another_zone_takes_its_services_along(service, now, norcia, foligno):
    assert total(now, zone=foligno.zone.slug) == 0

    Comune.objects.filter(pk=norcia.pk).update(zone=foligno.zone, is_zone_lead=False)

    assert total(now, zone=foligno.zone.slug) == 1


def test_what_is_rolled_back_was_never_there(service, now):
    with transaction.atomic():
        factories.service("Ginestreto", comune=service.place.comune)
        assert total(now, words="ginestreto") == 1
        transaction.set_rollback(True)

    assert (total(now, words="ginestreto"), total(now)) == (0, 1)


def test_where_the_index_cannot_be_mended_the_search_answers_with_what_it_has(service, now, monkeypatch):
    assert total(now, words="ludoteca") == 1
    Service.objects.update(summary="Nuovo")
    monkeypatch.setattr(indexing, "TAKE_STALE", "SELECT 1 / 0")

    assert total(now, words="ludoteca") == 1


def test_a_sheet_as_long_as_a_book_is_found_like_the_others(service, now):
    Service.objects.update(description=" ".join(f"parola{number}" for number in range(150_000)))

    assert total(now, words="ludoteca") == 1
    assert not StaleSheet.objects.exists()


def test_a_number_given_again_after_a_restored_backup_is_not_taken_for_the_old_one(service, now):
    ours = loading.current()
    SearchEntry.objects.update(min_age=99, revision=ours.number)
    CatalogueRevision.objects.all().delete()
    CatalogueRevision.objects.create(number=ours.number)

    assert total(now, age=10) == 0


def test_a_few_sheets_change_without_reading_the_others_again(
    service, norcia, now, django_assert_max_num_queries
):
    for _each in range(20):
        factories.service("Ludoteca", comune=norcia)
    indexing.drain_stale()
    before = loading.current()

    Service.objects.filter(pk=service.pk).update(title="Ginestreto")
    after = loading.current()

    assert before.ids.tolist() == after.ids.tolist()
    assert SearchEntry.objects.filter(revision__gt=before.number).count() == 1


def test_rebuilding_gives_the_same_answers(service, norcia, now):
    for title in ("Musica", "Teatro"):
        factories.service(title, comune=norcia)
    before = [row.service.pk for row in answer.answer(Question(), now=now).rows]

    call_command("rebuild_search")

    assert [row.service.pk for row in answer.answer(Question(), now=now).rows] == before
    assert not StaleSheet.objects.exists()


def test_many_stale_sheets_do_not_hold_up_a_search(norcia, now):
    for _each in range(30):
        factories.service(comune=norcia)
    StaleSheet.objects.all().delete()
    Service.objects.update(summary="Nuovo")

    refreshed = indexing.refresh_stale(limit=10, is_patient=False)

    assert refreshed == 10
    assert StaleSheet.objects.values("service_id").distinct().count() == 20


@pytest.mark.parametrize(
    "text", ["L'Attività è già QUI: e/o più", "Straße Œuvre ½", "naïve—café", "ЖИЗНЬ 104/92"]
)
def test_python_and_sql_read_the_same_words(db, text):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {plain('%s')}", [text])
        [words] = cursor.fetchone()

    assert stemming.plain_words(text) == words.split()


def test_words_that_only_differ_in_their_ending_have_the_same_lexemes(db):
    found = stemming.lexemes_of(["anziano", "anziani", "anziane", "familiare", "familiari"])

    assert found["anziano"] == found["anziani"] == found["anziane"]
    assert found["familiare"] == found["familiari"]
