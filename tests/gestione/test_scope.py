"""An operator of Zone 6 finds nothing of Zone 8 that is not hers to know; what she may not see is not there."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from networking.models import Comune, Guardianship
from services.models import ErrorReport, MissedSearch, Organization, Place, Service
from tests import activities, factories
from tests.gestione import rows

LISTS = {
    "services/service": lambda comune: factories.service(f"Canarino {comune}", comune=comune),
    "services/organization": lambda comune: factories.organization(f"Canarino {comune}", comune=comune),
    "services/place": lambda comune: factories.place(comune, name=f"Canarino {comune}"),
    "services/errorreport": lambda comune: ErrorReport.objects.create(
        service=factories.service(comune=comune),
        field="hours",
        message=f"Canarino {comune}",
        reported_at=timezone.now(),
    ),
    "services/missedsearch": lambda comune: MissedSearch.objects.create(
        words=f"canarino {comune}", comune=comune, month=factories.day("2026-11-01"), times=9
    ),
    "networking/person": lambda comune: factories.human(f"Anna Canarino{comune}", comune=comune),
    "networking/guardianship": lambda comune: Guardianship.objects.create(
        guardian=factories.human("Rosa Madre", comune=comune),
        child=factories.human(f"Ugo Canarino{comune}", comune=comune, birth_date=factories.day("2018-01-01")),
        starts_on=factories.day("2026-01-01"),
    ),
    "laboratories/venue": lambda comune: activities.venue(
        comune, place=factories.place(comune, name=f"Canarino {comune}")
    ),
    "laboratories/room": lambda comune: activities.room(activities.venue(comune), name=f"Canarino {comune}"),
    "laboratories/activity": lambda comune: activities.activity(
        title=f"Canarino {comune}", organization=factories.organization(comune=comune)
    ),
    "laboratories/closure": rows.closure,
    "laboratories/certificate": lambda comune: rows.certificate(comune, title=f"Canarino {comune}"),
    "networking/credential": lambda comune: rows.credential(
        factories.human(f"Ada Canarino{comune}", comune=comune)
    ),
}
PAGES_OF_A_ROW = ["change/", "history/", "delete/"]


@pytest.fixture(params=LISTS)
def place(request, norcia, foligno):
    """A list, with a row here and one elsewhere."""
    make = LISTS[request.param]
    return f"/gestione/{request.param}/", make(norcia), make(foligno)


def shown(response):
    return list(response.context["cl"].result_list), response.context["cl"].result_count


def test_asvs_8_4_1_lists_and_counts_hold_only_ones_own_zone(as_operator_6, place):
    address, here, _elsewhere = place

    assert shown(as_operator_6.get(address)) == ([here], 1)


@pytest.mark.parametrize("words", ["Canarino", "Foligno"])
def test_asvs_8_4_1_searching_finds_nothing_of_another_zone(as_operator_6, place, words):
    address, _here, elsewhere = place

    assert elsewhere not in shown(as_operator_6.get(address, {"q": words}))[0]


@pytest.mark.parametrize("page", PAGES_OF_A_ROW)
def test_asvs_8_2_2_a_row_of_another_zone_is_not_there(as_operator_6, place, page):
    address, _here, elsewhere = place

    assert as_operator_6.get(f"{address}{elsewhere.pk}/{page}").status_code == 404


def test_asvs_8_3_1_nor_can_it_be_changed_by_posting_at_it(as_operator_6, place):
    address, _here, elsewhere = place

    assert as_operator_6.post(f"{address}{elsewhere.pk}/change/", {"name": "Mio"}).status_code == 404


def test_a_row_of_another_zone_and_one_that_never_was_give_the_same_answer(as_operator_6, foligno):
    # As long as the other, so that only the address told back differs.
    there = factories.place(foligno, pk=987654321).pk
    answers = [as_operator_6.get(f"/gestione/services/place/{pk}/change/") for pk in (there, 987654322)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content.replace(b"987654321", b"987654322") == answers[1].content


def test_asvs_8_2_2_a_row_of_another_zone_cannot_be_deleted(as_administrator_6, norcia, foligno):
    address = "/gestione/services/place/{}/delete/"
    here, elsewhere = factories.place(norcia), factories.place(foligno)

    assert as_administrator_6.get(address.format(here.pk)).status_code == 200
    assert as_administrator_6.post(address.format(elsewhere.pk), {"post": "yes"}).status_code == 404
    assert Place.objects.filter(pk=elsewhere.pk).exists()


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("services/service", "place__comune__id__exact"),
        ("services/organization", "comune__id__exact"),
        ("services/place", "comune__id__exact"),
        ("networking/person", "comune__id__exact"),
    ],
)
def test_asvs_8_4_1_filters_offer_only_ones_own_comuni(as_operator_6, foligno, address, parameter):
    page = as_operator_6.get(f"/gestione/{address}/").content.decode()

    assert f"{parameter}={Comune.objects.get(slug='norcia').pk}" in page
    assert f"{parameter}={foligno.pk}" not in page


@pytest.mark.parametrize(
    ("address", "lookup"),
    [
        ("services/service", "description__startswith"),
        ("services/service", "organization__email__contains"),
        ("services/organization", "pec__startswith"),
        ("networking/person", "phone__startswith"),
        ("networking/person", "codice_fiscale__startswith"),
        ("networking/person", "account__password__startswith"),
        ("services/service", "place__comune__name__contains"),
    ],
)
def test_a_filter_nobody_shows_is_refused(as_operator_6, address, lookup):
    assert as_operator_6.get(f"/gestione/{address}/", {lookup: "a"}).status_code == 400


@pytest.mark.parametrize(
    ("lookup", "model"), [("password__startswith", "user"), ("user__password__startswith", "role")]
)
def test_no_filter_answers_about_a_password(as_whole_administrator, lookup, model):
    assert as_whole_administrator.get(f"/gestione/networking/{model}/", {lookup: "a"}).status_code == 400


def autocomplete(client, **field):
    return client.get("/gestione/autocomplete/", {"term": "Canarino", **field})


def test_asvs_8_4_1_choosers_offer_only_places_of_ones_own_zone(as_operator_6, norcia, foligno):
    here = factories.place(norcia, name="Canarino")
    factories.place(foligno, name="Canarino")

    offered = autocomplete(as_operator_6, app_label="services", model_name="service", field_name="place")

    assert [each["id"] for each in offered.json()["results"]] == [str(here.pk)]


def test_asvs_8_4_1_choosers_offer_only_people_one_follows(as_operator_6, norcia, foligno):
    here = factories.human("Anna Canarino", comune=norcia)
    factories.human("Ada Canarino", comune=foligno)

    field = {"app_label": "networking", "model_name": "guardianship", "field_name": "child"}
    offered = autocomplete(as_operator_6, **field)

    assert [each["id"] for each in offered.json()["results"]] == [str(here.pk)]


@pytest.mark.parametrize("comune", ["foligno", ""])
def test_asvs_8_3_1_a_row_cannot_be_written_into_another_zone_or_nowhere(as_operator_6, comune):
    chosen = Comune.objects.get(slug=comune).pk if comune else ""

    page = as_operator_6.post(
        "/gestione/services/organization/add/",
        {"name": "Mio", "slug": "mio", "kind": "other", "comune": chosen, **no_editors()},
    )

    assert "comune" in page.context["adminform"].form.errors
    assert not Organization.objects.exists()


def no_editors():
    return {"provider_scopes-TOTAL_FORMS": 0, "provider_scopes-INITIAL_FORMS": 0}


def test_a_row_of_ones_own_cannot_be_moved_to_another_zone(as_operator_6, norcia, foligno):
    place = factories.place(norcia)
    values = {"name": "Sede", "comune": foligno.pk}

    page = as_operator_6.post(f"/gestione/services/place/{place.pk}/change/", values)

    assert "comune" in page.context["adminform"].form.errors
    assert Place.objects.get().comune == norcia


def test_rows_without_a_comune_are_for_the_whole_territory(as_operator_6, as_whole_administrator):
    nowhere = factories.service("Ovunque")

    assert shown(as_operator_6.get("/gestione/services/service/")) == ([], 0)
    assert shown(as_whole_administrator.get("/gestione/services/service/")) == ([nowhere], 1)


def test_a_role_for_one_comune_sees_only_that_comune(norcia, cascia):
    client = factories.signed_in(factories.person("s@example.org", "desk_operator", comune=cascia))
    factories.service(comune=norcia)
    here = factories.service(comune=cascia)

    assert shown(client.get("/gestione/services/service/")) == ([here], 1)


def test_whoever_reads_everywhere_and_works_in_one_zone_changes_only_there(norcia, foligno, zone_6):
    user = factories.person("due@example.org", "monitoring_officer", everywhere=True)
    user.roles.create(kind="desk_operator", zone=zone_6, starts_on=factories.day("2026-01-01"))
    here, elsewhere = factories.service(comune=norcia), factories.service(comune=foligno)
    client = factories.signed_in(user)

    chosen = {"action": "withdraw", "_selected_action": [here.pk, elsewhere.pk]}
    client.post("/gestione/services/service/", chosen)

    assert set(Service.objects.published()) == {elsewhere}
    assert client.get(f"/gestione/services/service/{elsewhere.pk}/change/").status_code == 200
    assert client.post(f"/gestione/services/service/{elsewhere.pk}/change/").status_code == 403


def test_shared_words_are_read_by_zones_and_changed_by_the_whole_territory(as_administrator_6):
    page = as_administrator_6.get("/gestione/services/category/")

    assert page.context["cl"].result_count > 20
    assert not page.context["has_add_permission"]


def test_asvs_15_3_3_extra_fields_posted_are_ignored(as_operator_6, norcia):
    sheet = factories.service(comune=norcia, published=False)
    now = {"published_at_0": "01/01/2026", "published_at_1": "10:00", "short_code": "A2-22AA"}

    as_operator_6.post(f"/gestione/services/service/{sheet.pk}/change/", now)

    sheet.refresh_from_db()
    assert not sheet.is_published
    assert sheet.short_code != "A2-22AA"


def test_asvs_8_4_1_the_address_of_a_draft_of_another_zone_is_told_to_nobody(as_operator_6, norcia, foligno):
    kind = ContentType.objects.get_for_model(Service).pk
    here, elsewhere = (factories.service(comune=comune, published=False) for comune in (norcia, foligno))

    assert as_operator_6.get(f"/gestione/r/{kind}/{here.pk}/").url == here.get_absolute_url()
    assert as_operator_6.get(f"/gestione/r/{kind}/{elsewhere.pk}/").status_code == 404
