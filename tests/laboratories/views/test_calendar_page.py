"""The calendar of activities: what it shows, what it never shows, and the doors where it is empty."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from laboratories.models import Activity, Cycle
from networking.models import Comune
from tests import activities, factories

LIMIT = 50_000
IN_TEN_DAYS = timedelta(days=10)


@pytest.fixture
def day():
    return timezone.localdate() + IN_TEN_DAYS


def cycle(where, day, title="Teatro in piazza", **fields):
    about = {
        name: fields.pop(name)
        for name in ("kind", "subject", "audience", "min_age", "max_age")
        if name in fields
    }
    return activities.cycle(
        where, first_day=day, activity=activities.activity(title=title, **about), **fields
    )


def shown(client, day, address="/laboratori/", **choices):
    return client.get(address, {"settimana": day.isoformat(), **choices}).content.decode()


def test_says_when_where_for_whom_and_how_many_places_are_left(client, norcia, day):
    cycle(norcia, day, min_age=6, max_age=10, places=3)
    page = shown(client, day)

    for words in ("Teatro in piazza", "17:00–18:30", "Norcia, Sede", "Dai 6 ai 10 anni", "3 posti liberi"):
        assert words in page


def test_says_that_it_is_full_and_that_one_can_wait(client, norcia, day):
    activities.booking(cycle(norcia, day, places=1))

    assert "Completo: lista d&#x27;attesa" in shown(client, day)


def test_a_free_place_for_which_somebody_waits_is_not_offered_as_free(client, norcia, day):
    made = cycle(norcia, day, places=1)
    first = activities.booking(made)
    activities.booking(made, state="waiting")
    type(first).objects.for_everyone(reason="prova").filter(pk=first.pk).update(
        state="cancelled_family", ended_at=timezone.now()
    )

    assert "Completo: lista d&#x27;attesa" in shown(client, day)
    assert "Teatro" not in shown(client, day, liberi="on")


def test_says_from_when_one_can_book(client, norcia, day):
    opens = timezone.make_aware(datetime.combine(day - timedelta(days=1), time(9)))
    cycle(norcia, day, enrol_opens_at=opens)

    assert "Prenotazioni dal" in shown(client, day)


def test_a_cancelled_session_stays_with_its_reason(client, norcia, day):
    made = cycle(norcia, day)
    made.sessions.update(cancelled_at=timezone.now(), cancelled_because="neve")

    assert "Annullato: neve" in shown(client, day)


def test_a_cycle_called_off_is_said_so(client, norcia, day):
    cycle(norcia, day, called_off_at=timezone.now(), called_off_because="la sala non c'è")

    assert "Annullato: la sala non c&#x27;è" in shown(client, day)


@pytest.mark.parametrize("what", [Cycle, Activity])
def test_what_is_not_published_is_never_shown(client, norcia, day, what):
    cycle(norcia, day)
    what.objects.update(published_at=None)

    assert "Teatro" not in shown(client, day)


def test_a_protected_place_is_never_named(client, norcia, day):
    place = factories.place(norcia, name="Casa Rifugio", address="Via Segreta 3", is_protected=True)
    cycle(activities.venue(norcia, place=place), day)
    page = shown(client, day)

    assert "Teatro" in page
    assert "Rifugio" not in page
    assert "Segreta" not in page


@pytest.mark.parametrize(
    ("choices", "is_there"),
    [
        ({"comune": "norcia"}, True),
        ({"comune": "foligno"}, False),
        ({"comune": "cascia", "vicini": "on"}, True),
        ({"comune": "cascia"}, False),
        ({"eta": "8"}, True),
        ({"eta": "11"}, False),
        ({"tipo": "laboratory"}, True),
        ({"tipo": "event"}, False),
        ({"per": "children"}, True),
        ({"per": "elderly"}, False),
        ({"q": "piazza teatro"}, True),
        ({"q": "teatro mare"}, False),
        ({"liberi": "on"}, True),
    ],
)
def test_each_choice_keeps_what_fits_and_drops_the_rest(client, norcia, day, choices, is_there):
    cycle(norcia, day, audience="children", min_age=6, max_age=10)

    assert ("17:00–18:30" in shown(client, day, **choices)) is is_there


@pytest.mark.parametrize(
    "choices", [{"comune": "atlantide"}, {"eta": "otto"}, {"tipo": "x"}, {"pagina": "-1"}]
)
def test_a_wrong_choice_never_hides_the_rest(client, norcia, day, choices):
    cycle(norcia, day)

    assert "17:00–18:30" in shown(client, day, **choices)


def test_a_wrong_age_is_said_beside_its_field(client, db, day):
    assert "Scrivi l&#x27;età con un numero, per esempio 8." in shown(client, day, eta="otto")


@pytest.mark.parametrize("written", ["ieri", "9999-12-31", "0001-01-01", "2026-13-01"])
def test_a_week_that_is_none_shows_this_one(client, db, written):
    page = client.get("/laboratori/", {"settimana": written}).content.decode()

    assert "Questa settimana" in page


@pytest.mark.parametrize(
    ("address", "kind"), [("/sostegno-scolastico/", "school_support"), ("/formazione/", "training")]
)
def test_the_page_of_one_kind_shows_that_kind_alone(client, norcia, day, address, kind):
    cycle(norcia, day, title="Teatro in piazza")
    cycle(norcia, day, title="Quello giusto", kind=kind, subject="study" if kind == "school_support" else "")
    page = shown(client, day, address)

    assert "Quello giusto" in page
    assert "Teatro" not in page


def test_an_empty_comune_opens_the_door_of_the_nearest_that_has_something(client, cascia, foligno, day):
    for where in (cascia, cascia, foligno):
        cycle(where, day)
    page = shown(client, day, comune="poggiodomo")

    assert "Nessuna attività a Poggiodomo" in page
    assert "A Cascia ce ne sono 2." in page
    assert "Foligno ce" not in page


def test_an_empty_week_leads_to_the_next_that_is_not(client, norcia, day):
    cycle(norcia, day)
    page = shown(client, day - timedelta(days=7))

    assert "La prossima è" in page
    assert f"settimana={(day - timedelta(days=day.weekday())).isoformat()}" in page


def test_the_remembered_comune_is_offered_and_not_forced(client, norcia, foligno, day):
    client.cookies["comune"] = "norcia"
    cycle(foligno, day)
    page = shown(client, day)

    assert "Guarda solo Norcia e vicini" in page
    assert "Teatro" in page


@pytest.mark.parametrize("number", [1, 25])
def test_asks_the_database_the_same_however_many_there_are(
    client, norcia, day, number, django_assert_num_queries
):
    where = activities.venue(norcia)
    for _each in range(number):
        cycle(where, day)

    with django_assert_num_queries(3):
        shown(client, day)


def test_a_full_week_is_light_and_goes_on_in_a_second_page(client, norcia, day):
    where = activities.venue(norcia)
    about = activities.activity(
        title="Sessanta lettere per dire di che laboratorio si tratta oggi", min_age=6
    )
    for hour in range(60):
        activities.cycle(
            where, first_day=day, activity=about, local_start=time(9, hour), local_end=time(10, hour)
        )
    page = client.get("/laboratori/", {"settimana": day.isoformat()})

    assert len(page.content) < LIMIT
    assert "Pagina 1 di 2" in page.content.decode()
    assert shown(client, day, pagina="2").count('class="agenda-line') == 10


def test_every_comune_can_be_chosen(client, db, day):
    page = shown(client, day)

    assert all(f'value="{slug}"' in page for slug in Comune.objects.values_list("slug", flat=True))
