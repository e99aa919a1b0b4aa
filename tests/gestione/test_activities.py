"""Activities, closures and certificates: what cannot be is told beside its field; what is booked stays in sight."""

import pytest
from django.apps import apps

from laboratories.admin.sentences import SENTENCES
from laboratories.models import Activity, Certificate, Closure, Room, RoomPart, Venue, VenueHours
from networking.models import AccessRecord, StaffPolicy
from tests import activities, factories
from tests.gestione import rows

ACTIVITIES = "/gestione/laboratories/activity/"
CERTIFICATES, CLOSURES = "/gestione/laboratories/certificate/", "/gestione/laboratories/closure/"


@pytest.fixture
def organization(norcia):
    return factories.organization(comune=norcia)


def posted(organization, **fields):
    """A laboratory as its page sends it."""
    return {
        "kind": "laboratory",
        "audience": "everybody",
        "title": "Teatro d'ombre",
        "slug": "teatro-d-ombre",
        "summary": "Si fa insieme.",
        "organization": organization.pk,
        "policy": StaffPolicy.objects.get(slug="adulti").pk,
        **fields,
    }


def errors(page, name):
    return " ".join(page.context["adminform"].form.errors.get(name, []))


def test_an_activity_is_written_as_a_draft(as_operator_6, organization):
    assert as_operator_6.post(f"{ACTIVITIES}add/", posted(organization)).status_code == 302

    assert Activity.objects.get().published_at is None


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"min_age": 12, "max_age": 6}, "max_age", "L'età finale viene prima di quella iniziale."),
        ({"min_grade": 5, "max_grade": 1}, "max_grade", "La classe finale viene prima di quella iniziale."),
        ({"kind": "school_support"}, "subject", "Il sostegno scolastico ha una materia"),
        ({"subject": "music"}, "subject", "Il sostegno scolastico ha una materia"),
        ({"grants": "first_aid"}, "grants", "Solo la formazione dà un'abilitazione"),
        ({"kind": "training", "grants": "first_aid", "grants_months": 0}, "grants_months", "almeno un mese"),
        ({"yearly_limit": 0}, "yearly_limit", "almeno una volta"),
        ({"slug": "c-e-gia"}, "slug", "C'è già una pagina con questo indirizzo"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(as_operator_6, organization, fields, name, sentence):
    activities.activity(organization=organization, slug="c-e-gia")

    page = as_operator_6.post(f"{ACTIVITIES}add/", posted(organization, **fields))

    assert sentence in errors(page, name)
    assert "Teatro d&#x27;ombre" in page.content.decode()
    assert Activity.objects.count() == 1


def test_asvs_8_3_1_an_activity_is_not_written_for_an_organisation_of_another_zone(as_operator_6, foligno):
    elsewhere = factories.organization("Ente di Foligno", comune=foligno)

    page = as_operator_6.post(f"{ACTIVITIES}add/", posted(elsewhere))

    assert errors(page, "organization")
    assert "Ente di Foligno" not in page.content.decode()


def test_an_activity_somebody_has_booked_is_not_taken_away(as_operator_6, organization, norcia):
    free, booked = (activities.activity(organization=organization) for _each in range(2))
    activities.booking(activities.cycle(norcia, activity=booked))

    chosen = {"action": "withdraw", "_selected_action": [free.pk, booked.pk]}
    page = as_operator_6.post(ACTIVITIES, chosen, follow=True)

    assert list(Activity.objects.published()) == [booked]
    assert "1 attività resta: c&#x27;è chi ha prenotato" in page.content.decode()


def test_an_activity_of_another_zone_is_neither_published_nor_taken_away(as_operator_6, foligno):
    there = activities.activity(organization=factories.organization(comune=foligno))

    as_operator_6.post(ACTIVITIES, {"action": "withdraw", "_selected_action": [there.pk]})

    assert there in Activity.objects.published()


def test_everything_the_tables_promise_has_its_words_and_a_field():
    models = (Venue, VenueHours, RoomPart, Room, Activity, apps.get_model("laboratories", "Cycle"))
    promised = {each.name: model for model in models for each in model._meta.constraints}
    fields = {name: SENTENCES.get(name, ("", ""))[0] for name in promised}

    assert [name for name, field in fields.items() if not field] == []
    assert [name for name, model in promised.items() if not hasattr(model, fields[name])] == []


# --- certificates ---


def test_a_certificate_is_revoked_with_a_reason_and_nothing_else_of_it_changes(as_operator_6, norcia):
    certificate = rows.certificate(norcia)
    address = f"{CERTIFICATES}{certificate.pk}/change/"

    assert (
        as_operator_6.post(address, {"revoked_because": "Firme sbagliate", "minutes": 1}).status_code == 302
    )

    now = Certificate.objects.for_everyone(reason="prova").get()
    assert (now.revoked_because, now.minutes, now.revoked_at is None) == ("Firme sbagliate", 60, False)
    assert as_operator_6.post(address, {"revoked_because": "Altro"}).status_code == 302
    assert Certificate.objects.for_everyone(reason="prova").get().revoked_because == "Firme sbagliate"


def test_no_certificate_is_revoked_without_a_reason(as_operator_6, norcia):
    certificate = rows.certificate(norcia)

    page = as_operator_6.post(f"{CERTIFICATES}{certificate.pk}/change/", {"revoked_because": " "})

    assert "Scrivi perché lo revochi." in errors(page, "revoked_because")
    assert Certificate.objects.for_everyone(reason="prova").valid().exists()


def test_a_certificate_is_found_by_its_number_as_it_is_printed(as_operator_6, norcia):
    rows.certificate(norcia)
    wanted = rows.certificate(norcia, number="7K2M9QXD4T8VWB3N")

    page = as_operator_6.get(CERTIFICATES, {"q": "7k2m-9qxd-4t8v-wb3n"})

    assert list(page.context["cl"].result_list) == [wanted]


def test_who_reads_a_certificate_is_written_down(as_operator_6, norcia):
    certificate = rows.certificate(norcia)

    as_operator_6.get(f"{CERTIFICATES}{certificate.pk}/change/")

    read = AccessRecord.objects.for_everyone(reason="prova").filter(deed=AccessRecord.Deed.READ)
    assert read.get().subject_id == str(certificate.person_id)


# --- closures ---


def test_closures_are_read_here_and_decided_at_the_operators_page(as_operator_6, norcia):
    closure = rows.closure(norcia)

    assert 'href="/operatori/chiusure/"' in as_operator_6.get(CLOSURES).content.decode()
    assert as_operator_6.get(f"{CLOSURES}add/").status_code == 403
    assert as_operator_6.post(f"{CLOSURES}{closure.pk}/change/", {"note": "x"}).status_code == 403
    assert Closure.objects.get().note == ""
