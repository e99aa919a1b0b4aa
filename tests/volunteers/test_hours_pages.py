"""The pages of hours: who gives them, who confirms them, who checks a certificate."""

import subprocess

import pytest

from networking.models import AccessRecord, RoleKind
from tests import factories
from tests.volunteers import came
from volunteers.hours import certifying, declaring, validating
from volunteers.models import HoursCertificate

pytestmark = pytest.mark.django_db
DESK = "/volontariato/coordinamento/ore/"


@pytest.fixture
def rosa(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def niccolo(norcia):
    user = factories.person("niccolo@example.org", RoleKind.VOLUNTEER, lives_in=norcia)
    return came.able(user)


@pytest.fixture
def row(norcia, niccolo):
    return came.row(norcia, niccolo)


def client_of(volunteer):
    return factories.signed_in(volunteer.person.account)


def confirmed(row, rosa, minutes=120):
    declaring.declare(row.pk, minutes=minutes, by=row.volunteer.person.account, now=came.AFTER)
    return validating.confirm(row.pk, by=rosa, now=came.AFTER)


@pytest.fixture
def given(row, rosa):
    return confirmed(row, rosa)


def certificates():
    return HoursCertificate.objects.for_everyone(reason="una prova")


def test_a_volunteer_says_how_long_in_two_taps(row, niccolo):
    client = client_of(niccolo)

    form = client.get(f"/volontariato/ore/{row.pk}/").content.decode()
    client.post(f"/volontariato/ore/{row.pk}/", {"hours": "2", "minutes": "0"})

    assert 'value="2"' in form
    assert came.log().minutes_declared == 120


def test_bad_hours_are_said_beside_the_cell_and_stay_there(row, niccolo):
    client = client_of(niccolo)

    nothing = client.post(f"/volontariato/ore/{row.pk}/", {"hours": "0", "minutes": ""}).content.decode()
    too_many = client.post(f"/volontariato/ore/{row.pk}/", {"hours": "9", "minutes": "30"}).content.decode()

    assert "almeno un minuto" in nothing
    assert "al massimo 3 ore" in too_many
    assert 'value="9"' in too_many
    assert not came.logs().exists()


def test_nobody_says_somebody_elses_hours(row):
    other = factories.signed_in(factories.person("altri@example.org", RoleKind.VOLUNTEER))

    assert other.get(f"/volontariato/ore/{row.pk}/").status_code == 404
    assert other.post(f"/volontariato/ore/{row.pk}/sono-qui/").status_code == 404


def test_who_coordinates_confirms_those_that_are_ticked_and_reading_is_logged(row, rosa, niccolo):
    declaring.declare(row.pk, minutes=120, by=niccolo.person.account, now=came.AFTER)
    client = factories.signed_in(rosa)

    assert str(row.request) in client.get(DESK).content.decode()
    answer = client.post(f"{DESK}conferma/", {"turni": [str(row.pk), "non-un-numero"]}, follow=True)

    assert "Confermate le ore di 1 turno" in answer.content.decode()
    assert AccessRecord.objects.for_everyone(reason="una prova").filter(page=DESK).exists()


def test_who_coordinates_elsewhere_confirms_nothing(row, niccolo, foligno):
    declaring.declare(row.pk, minutes=120, by=niccolo.person.account, now=came.AFTER)
    elsewhere = factories.person("la@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=foligno)
    client = factories.signed_in(elsewhere)

    client.post(f"{DESK}conferma/", {"turni": [str(row.pk)]})

    assert client.get(f"{DESK}{row.pk}/").status_code == 404
    assert came.log().state == "declared"


def test_for_who_telephones_hours_are_written_and_not_confirmed_by_the_same_hand(norcia, rosa):
    row = came.row(norcia)
    client = factories.signed_in(rosa)

    client.post(f"{DESK}{row.pk}/", {"hours": "2", "minutes": "0", "atto": "scrivi"})
    answer = client.post(f"{DESK}{row.pk}/", {"hours": "2", "minutes": "0", "atto": "conferma"})

    assert "Queste ore le hai scritte tu" in answer.content.decode()


def test_a_reason_typed_stays_when_it_is_not_enough(row, rosa, niccolo):
    confirmed(row, rosa)
    sent = {"hours": "5", "minutes": "0", "words": "Si è fermato molto", "atto": "conferma"}

    page = factories.signed_in(rosa).post(f"{DESK}{row.pk}/", sent).content.decode()

    assert "al massimo 3 ore" in page
    assert "Si è fermato molto" in page


def test_who_could_not_come_is_written_without_blame(row, rosa):
    factories.signed_in(rosa).post(f"{DESK}{row.pk}/", {"atto": "assente", "words": "Influenza"})

    row.refresh_from_db()
    assert row.state == "absent"


def test_a_certificate_is_drawn_and_checked_by_anybody(row, rosa, niccolo, client):
    confirmed(row, rosa)
    own = client_of(niccolo)

    own.post("/volontariato/ore/attestato/", {"first": str(came.DAY), "last": str(came.DAY)})
    made = certificates().get()
    sheet = own.get(f"/volontariato/ore/attestato/{made.pk}/")
    words = subprocess.run(["pdftotext", "-", "-"], input=sheet.content, capture_output=True, check=True)
    page = client.get(f"/volontariato/attestati/{made.number}/").content.decode()

    assert "2 ore" in words.stdout.decode()
    assert "Questo attestato è vero" in page
    assert niccolo.person.family_name not in page
    certifying.revoke(made, because="Un errore.", now=came.AFTER)
    assert "non vale più" in client.get(f"/volontariato/attestati/{made.number}/").content.decode()
    assert own.get(f"/volontariato/ore/attestato/{made.pk}/").status_code == 404


def test_of_an_unknown_number_nothing_is_said(client):
    assert client.get("/volontariato/attestati/").status_code == 200
    assert client.get("/volontariato/attestati/0000-0000-0000-0000/").status_code == 404
    assert client.get("/volontariato/attestati/?numero=ciao").status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2025-02-02", "2025-02-01", "viene prima del primo"),
        ("2026-01-01", "2126-01-01", "deve ancora venire"),
        ("2025-01-01", "2025-02-01", "non ci sono ore confermate"),
        ("ieri", "2026-02-01", "Inserisci una data valida"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(given, niccolo, first, last, why):
    page = client_of(niccolo).post("/volontariato/ore/attestato/", {"first": first, "last": last})

    assert why in page.content.decode()
    assert f'value="{last}"' in page.content.decode()


@pytest.mark.parametrize("rows", [1, 25])
def test_queries_do_not_grow_with_the_turns(norcia, niccolo, rosa, rows, django_assert_max_num_queries):
    for number in range(rows):
        confirmed(came.row(norcia, niccolo, days=number), rosa)
        other = came.row(norcia, days=number)
        declaring.declare(other.pk, minutes=60, by=other.volunteer.person.account, now=came.AFTER)
    own, desk = client_of(niccolo), factories.signed_in(rosa)

    with django_assert_max_num_queries(20):
        own.get("/volontariato/ore/")
    with django_assert_max_num_queries(18):
        desk.get(DESK)
