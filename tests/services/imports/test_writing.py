"""A confirmed sheet is written whole; what changed meanwhile is looked at again."""

from datetime import timedelta

import pytest

from services.imports import ORGANIZATIONS, SERVICES, ImportChangedError, confirm, keep, plan_of, read
from services.models import Contact, Organization, PendingImport, RequiredDocument, Service
from tests import factories

from .sheets import EVERYWHERE, csv_of, exported, planned

FULL = {
    "title": "Spesa a casa",
    "summary": "Ti portiamo la spesa.",
    "category": "Aiuto a casa",
    "extra_categories": "contributi-e-bonus",
    "organization": "Pro Loco",
    "targets": "Famiglie (solo per loro)",
    "min_age": "18",
    "cost": "Gratuito",
    "access_modes": "Per telefono; Su appuntamento",
    "needed": "Documento; ISEE",
    "place_name": "Sede",
    "comune": "norcia",
    "address": "Via Roma 1",
    "area_comuni": "Cascia; Norcia",
    "area_zones": "6",
    "languages": "italiano; francese",
    "phones": "0743 828711 (centralino); 1522",
    "emails": "a@example.org",
    "sites": "www.example.org",
}


@pytest.fixture
def pro_loco(norcia):
    return factories.organization("Pro Loco", comune=norcia)


@pytest.fixture
def hand_in(administrator, now):
    """Keep a sheet and confirm what it was seen to do."""

    def hand_in(table, file, *, meanwhile=lambda: None):
        pending = keep(read(file, table), table=table, file_name="f.csv", by=administrator, now=now)
        seen = plan_of(pending, table, EVERYWHERE).digest
        meanwhile()
        return confirm(pending.pk, seen=seen, table=table, scope=EVERYWHERE, by=administrator, now=now)

    return hand_in


def test_a_new_row_becomes_a_draft_with_all_that_belongs_to_it(hand_in, pro_loco):
    hand_in(SERVICES, csv_of(SERVICES, FULL))

    sheet = Service.objects.get()
    assert not sheet.is_published
    assert (sheet.organization, sheet.place.name, sheet.cost, sheet.min_age) == (pro_loco, "Sede", "free", 18)
    assert [each.name for each in sheet.area_comuni.all()] == ["Cascia", "Norcia"]
    assert sheet.targets.get().strength == "exclusive"
    assert [each.text for each in sheet.documents.all()] == ["Documento", "ISEE"]
    assert [(each.phone or each.email or each.url, each.label) for each in sheet.contacts.all()] == [
        ("+390743828711", "centralino"),
        ("1522", ""),
        ("a@example.org", ""),
        ("https://www.example.org", ""),
    ]


def test_what_was_written_is_what_a_new_export_says(hand_in, pro_loco):
    hand_in(SERVICES, csv_of(SERVICES, FULL))

    assert planned(SERVICES, exported(SERVICES)).rows[0].differences == []


def test_only_the_cells_that_changed_are_written(hand_in, norcia, pro_loco):
    sheet = factories.service("Vecchio", comune=norcia, organization=pro_loco)
    Contact.objects.create(service=sheet, phone="+390743828711", is_public=False)
    form = RequiredDocument.objects.create(service=sheet, text="Documento", url="https://example.org/m.pdf")
    row = SERVICES.texts_of(SERVICES.rows_within(EVERYWHERE).get()) | {
        "title": "Nuovo",
        "needed": "ISEE; Documento",
        "phones": "1522",
    }

    hand_in(SERVICES, csv_of(SERVICES, row))

    sheet.refresh_from_db()
    assert (sheet.title, sheet.published_at) == ("Nuovo", factories.LONG_AGO)
    assert {(each.phone, each.is_public) for each in sheet.contacts.all()} == {
        ("+390743828711", False),
        ("1522", True),
    }
    assert list(sheet.documents.values_list("text", "url")) == [("ISEE", ""), ("Documento", form.url)]


def test_two_rows_at_one_new_place_share_it(hand_in, pro_loco):
    hand_in(SERVICES, csv_of(SERVICES, FULL, {**FULL, "title": "Altro aiuto"}))

    first, second = Service.objects.all()
    assert first.place == second.place


def test_names_alike_get_addresses_of_their_own(hand_in, pro_loco):
    rows = [{"name": "Pro Loco", "kind": "Pro loco", "comune": comune} for comune in ("Cascia", "Preci")]

    hand_in(ORGANIZATIONS, csv_of(ORGANIZATIONS, *rows))

    assert Organization.objects.filter(name="Pro Loco").values("slug").distinct().count() == 3


def test_what_changed_between_preview_and_confirmation_is_not_written_over(hand_in, pro_loco):
    row = {"code": pro_loco.slug, "name": "Pro Loco di Norcia", "kind": "Pro loco", "comune": "Norcia"}
    somebody = Organization.objects.filter(pk=pro_loco.pk)

    with pytest.raises(ImportChangedError):
        hand_in(
            ORGANIZATIONS,
            csv_of(ORGANIZATIONS, row),
            meanwhile=lambda: somebody.update(name="Pro Loco Norcia APS"),
        )

    assert somebody.get().name == "Pro Loco Norcia APS"


def test_nobody_confirms_somebody_elses_sheet(administrator, operator_of_zone_6, pro_loco, now):
    sheet = read(csv_of(SERVICES, FULL), SERVICES)
    pending = keep(sheet, table=SERVICES, file_name="f.csv", by=administrator, now=now)
    seen = plan_of(pending, SERVICES, EVERYWHERE).digest

    with pytest.raises(PendingImport.DoesNotExist):
        confirm(pending.pk, seen=seen, table=SERVICES, scope=EVERYWHERE, by=operator_of_zone_6, now=now)
    assert not Service.objects.exists()


def test_a_sheet_waits_for_a_day_and_no_longer(administrator, pro_loco, now):
    sheet = read(csv_of(SERVICES, FULL), SERVICES)
    pending = keep(sheet, table=SERVICES, file_name="f.csv", by=administrator, now=now)
    seen = plan_of(pending, SERVICES, EVERYWHERE).digest

    with pytest.raises(PendingImport.DoesNotExist):
        confirm(
            pending.pk,
            seen=seen,
            table=SERVICES,
            scope=EVERYWHERE,
            by=administrator,
            now=now + timedelta(hours=24),
        )


def test_a_confirmed_sheet_is_not_there_to_be_confirmed_twice(hand_in, pro_loco):
    hand_in(SERVICES, csv_of(SERVICES, FULL))

    assert not PendingImport.objects.exists()
