"""The catalogue in `/gestione/`: staff edit everything; nobody else comes in."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib import admin
from django.urls import reverse

from services.models import ErrorReport, MissedSearch, Service, Verification
from tests import factories

LIST = "/gestione/services/service/"
OURS = [model for model in admin.site._registry if model._meta.app_label in {"networking", "services"}]


def address(model, page):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def run_action(client, action, *sheets):
    chosen = {"action": action, "_selected_action": [sheet.pk for sheet in sheets]}
    return client.post(LIST, chosen, follow=True)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_opens_and_can_be_searched(as_administrator, model):
    assert as_administrator.get(address(model, "changelist"), {"q": "prova"}).status_code in {200, 302}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_blank_form_opens_or_is_forbidden(as_administrator, model):
    assert as_administrator.get(address(model, "add")).status_code in {200, 403}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_who_is_not_staff_is_sent_away(as_citizen, model):
    assert as_citizen.get(address(model, "changelist")).status_code in {302, 403}


def test_a_sheet_opens_with_all_that_belongs_to_it(as_administrator, provider, now):
    sheet = factories.service("Spesa a casa")
    factories.contact(sheet)
    factories.opening(sheet, 1, "9:00", "12:00")
    factories.verification(sheet, provider, now)

    page = as_administrator.get(f"{LIST}{sheet.pk}/change/").content.decode()

    assert "Ufficio di prova" in page
    assert "+390743828711" in page


def test_publishing_a_draft_shows_it(as_administrator, client):
    draft = factories.service("Spesa a casa", published=False)

    run_action(as_administrator, "publish", draft)

    assert client.get(draft.get_absolute_url()).status_code == 200


def test_publishing_again_keeps_the_first_day(as_administrator):
    sheet = factories.service()
    run_action(as_administrator, "withdraw", sheet)
    run_action(as_administrator, "publish", sheet)
    sheet.refresh_from_db()

    assert (sheet.published_at, sheet.withdrawn_at) == (factories.LONG_AGO, None)


def test_withdrawing_hides_it(as_administrator, client):
    sheet = factories.service()

    run_action(as_administrator, "withdraw", sheet)

    assert client.get(sheet.get_absolute_url()).status_code == 404


def test_marking_as_verified_says_who_without_naming_the_person(as_administrator, administrator):
    run_action(as_administrator, "mark_as_verified", factories.service())

    verification = Verification.objects.get()
    assert verification.verified_by == administrator
    assert verification.verifier_name == "redazione del portale"


def test_a_sheet_checked_after_midnight_was_checked_on_the_new_day(as_administrator, provider):
    half_past_midnight = datetime(2026, 7, 5, 0, 30, tzinfo=ZoneInfo("Europe/Rome"))
    factories.verification(factories.service(), provider, half_past_midnight)
    verification = Verification.objects.get()

    assert "5 luglio 2026" in as_administrator.get("/gestione/services/service/").content.decode().lower()
    assert str(verification).endswith("05/07/2026")


def test_a_verification_has_no_field_to_change(as_administrator, provider, now):
    sheet = factories.service()
    factories.verification(sheet, provider, now)

    assert (
        "verifications-0-verifier_name"
        not in as_administrator.get(f"{LIST}{sheet.pk}/change/").content.decode()
    )


@pytest.mark.parametrize(
    ("state", "seen"), [("si", "pubblicata"), ("bozza", "bozza"), ("ritirata", "ritirata")]
)
def test_the_list_is_filtered_by_state(as_administrator, now, state, seen):
    factories.service("Scheda pubblicata")
    factories.service("Scheda bozza", published=False)
    factories.service("Scheda ritirata", withdrawn_at=now)

    page = as_administrator.get(LIST, {"pubblicazione": state})

    assert [sheet.title for sheet in page.context["cl"].queryset] == [f"Scheda {seen}"]


def test_few_missed_searches_are_shown_to_nobody(as_administrator):
    MissedSearch.objects.create(words="raro", month=factories.day("2026-11-01"), times=4)
    MissedSearch.objects.create(words="frequente", month=factories.day("2026-11-01"), times=5)

    page = as_administrator.get("/gestione/services/missedsearch/").content.decode()

    assert "frequente" in page
    assert "raro" not in page


@pytest.mark.parametrize("sheets", [1, 25])
def test_queries_of_the_list_do_not_grow(as_administrator, norcia, sheets, django_assert_max_num_queries):
    for _each in range(sheets):
        factories.service(comune=norcia)

    with django_assert_max_num_queries(15):
        assert as_administrator.get(LIST).status_code == 200
    assert Service.objects.count() == sheets


def test_ways_to_get_in_are_boxes_with_words_and_not_codes_to_type(as_administrator):
    sheet = factories.service("Spesa a casa", access_modes=["phone"])

    field = as_administrator.get(f"{LIST}{sheet.pk}/change/").context["adminform"].form["access_modes"]

    chosen = {str(box.choice_label): box.data["selected"] for box in field}
    assert chosen["Per telefono"]
    assert not chosen["Su appuntamento"]


def test_the_admin_speaks_italian_and_begs_nobody(as_administrator):
    front = as_administrator.get("/gestione/").content.decode()
    refused = as_administrator.post(f"{LIST}add/").content.decode()

    assert "Model name" not in front
    assert "Ci sono errori: li trovi qui sotto, accanto ai campi." in refused
    assert "Si prega" not in refused


def form_of(sheet, **changed):
    """What the page of `sheet` would send, with something changed."""
    inlines = ["targets", "contacts", "opening_rules", "opening_exceptions", "documents", "aliases"]
    rows = {f"{each}-{total}": 0 for each in inlines for total in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {
        **rows,
        "verifications-TOTAL_FORMS": 0,
        "verifications-INITIAL_FORMS": 0,
        "title": sheet.title,
        "slug": sheet.slug,
        "summary": sheet.summary,
        "category": sheet.category_id,
        "organization": sheet.organization_id,
        **changed,
    }


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"min_age": 60, "max_age": 18}, "max_age", "L'età massima è più bassa di quella minima."),
        ({"cost": "paid"}, "cost_text", "Se il servizio si paga, scrivi quanto costa."),
        (
            {"cost": "free", "cost_text": "5 euro"},
            "cost_text",
            "Hai scritto che è gratuito, ma qui c'è un prezzo: correggi uno dei due.",
        ),
        (
            {"closed_from": "01/12/2026"},
            "closure_reason",
            "Di una sospensione scrivi il primo giorno e il motivo.",
        ),
        (
            {"closed_from": "02/12/2026", "closed_until": "01/12/2026", "closure_reason": "Lavori"},
            "closed_until",
            "La sospensione finirebbe prima di cominciare.",
        ),
        (
            {"slug": "suggerimenti"},
            "slug",
            "Questo indirizzo è già di una pagina del portale: aggiungi una parola.",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(as_administrator, changed, field, sentence):
    sheet = factories.service()

    page = as_administrator.post(f"{LIST}{sheet.pk}/change/", form_of(sheet, **changed))

    assert page.context["adminform"].form.errors == {field: [sentence]}


def with_a_telephone(sheet, phone):
    return form_of(sheet, **{"contacts-TOTAL_FORMS": 1, "contacts-0-phone": phone, "contacts-0-order": 0})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0743 828711", "+390743828711"), ("+39 338 6267022", "+393386267022"), ("1522", "1522")],
)
def test_a_telephone_is_kept_as_one_dials_it(as_administrator, typed, kept):
    sheet = factories.service()

    as_administrator.post(f"{LIST}{sheet.pk}/change/", with_a_telephone(sheet, typed))

    assert sheet.contacts.get().phone == kept


@pytest.mark.parametrize("typed", ["chiama in ufficio", "12 34", "0" * 30])
def test_what_is_no_telephone_is_refused_with_a_sentence(as_administrator, typed):
    sheet = factories.service()

    page = as_administrator.post(f"{LIST}{sheet.pk}/change/", with_a_telephone(sheet, typed))

    assert "Scrivi il telefono in cifre, per esempio 0743 828711." in page.content.decode()
    assert not sheet.contacts.exists()


def test_staff_see_that_a_mail_left_and_not_what_it_says(as_administrator, now):
    mail = factories.notice(
        address="lucia@example.org",
        from_email="p@example.org",
        subject="Password",
        text="il-segreto",
        created_at=now,
    )

    page = as_administrator.get(f"/gestione/networking/notice/{mail.pk}/change/").content.decode()

    assert "lucia@example.org" in page
    assert "il-segreto" not in page


def test_a_report_taken_in_hand_keeps_its_first_moment(as_administrator, now):
    sheet = factories.service()
    waiting = ErrorReport.objects.create(service=sheet, field="hours", message="x", reported_at=now)
    known = ErrorReport.objects.create(
        service=sheet, field="hours", message="x", reported_at=now, handled_at=factories.LONG_AGO
    )

    chosen = {"action": "mark_as_handled", "_selected_action": [waiting.pk, known.pk]}
    as_administrator.post("/gestione/services/errorreport/", chosen)

    waiting.refresh_from_db()
    known.refresh_from_db()
    assert waiting.handled_at is not None
    assert known.handled_at == factories.LONG_AGO
