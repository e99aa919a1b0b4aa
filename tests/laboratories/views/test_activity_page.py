"""The page of an activity: its rounds, their dates, the places left, and how one gets in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from laboratories.models import Closure, WeeklyRule
from networking.models import Action
from tests import activities, factories


@pytest.fixture
def day():
    return timezone.localdate() + timedelta(days=10)


@pytest.fixture
def activity(db):
    return activities.activity(
        title="Teatro in piazza",
        slug="teatro",
        to_bring="Scarpe comode",
        min_age=6,
        max_age=10,
        organization=factories.organization("Compagnia del Cerro", phones=["+390743828711"]),
    )


def page_of(client, slug="teatro"):
    return client.get(f"/laboratori/{slug}/").content.decode()


def test_says_for_whom_what_to_bring_who_organises_and_whom_to_call(client, norcia, activity, day):
    activities.cycle(norcia, activity=activity, first_day=day)
    page = page_of(client)

    for words in ("dai 6 ai 10 anni", "Scarpe comode", "Compagnia del Cerro", "tel:+390743828711"):
        assert words in page


def test_a_round_with_places_has_its_button(client, norcia, activity, day):
    made = activities.cycle(norcia, activity=activity, first_day=day, places=4)
    page = page_of(client)

    assert "4 posti liberi" in page
    assert made.get_booking_url() in page


def test_a_full_round_leads_to_the_waiting_list(client, norcia, activity, day):
    activities.booking(activities.cycle(norcia, activity=activity, first_day=day, places=1))

    assert "Mettiti in lista d'attesa" in page_of(client)


def test_a_round_called_off_says_why_and_has_no_button(client, norcia, activity, day):
    made = activities.cycle(
        norcia,
        activity=activity,
        first_day=day,
        called_off_at=timezone.now(),
        called_off_because="pochi iscritti",
    )
    page = page_of(client)

    assert "Annullato: pochi iscritti" in page
    assert made.get_booking_url() not in page


def test_single_sessions_say_their_own_places(client, norcia, activity, day):
    made = activities.cycle(norcia, activity=activity, first_day=day, sessions=2, places=2, unit="session")
    activities.booking(made.sessions.first())
    page = page_of(client)

    assert "1 posto libero" in page
    assert "2 posti liberi" in page


def test_a_cancelled_session_says_why_and_when_it_is_recovered(client, norcia, activity, day):
    made = activities.cycle(norcia, activity=activity, first_day=day)
    lost = made.sessions.get()
    made.sessions.update(cancelled_at=timezone.now(), cancelled_because="neve")
    activities.session(made, local_date=day + timedelta(days=1), recovers=lost)
    page = page_of(client)

    assert "Annullato: neve" in page
    assert "si recupera" in page


def test_the_rhythm_is_said_in_words(client, norcia, activity, day):
    made = activities.cycle(norcia, activity=activity, first_day=day)
    WeeklyRule.objects.create(cycle=made, weekday=2, local_start="17:00", local_end="18:30")

    assert "ogni mercoledì, 17:00–18:30" in page_of(client)


def test_the_goals_of_the_project_it_serves_are_named(client, activity):
    action = Action.objects.first()
    activity.actions.add(action)

    assert action.goal.title in page_of(client)


def test_without_dates_another_door_is_open(client, activity):
    assert "Adesso non ci sono date in programma." in page_of(client)


def test_an_unpublished_activity_and_an_unpublished_round_are_never_seen(client, norcia, activity, day):
    activities.cycle(norcia, activity=activity, first_day=day, published_at=None, name="Gruppo segreto")
    assert "Gruppo segreto" not in page_of(client)

    type(activity).objects.update(published_at=None)
    assert client.get("/laboratori/teatro/").status_code == 404


def test_a_protected_place_is_never_named(client, norcia, activity, day):
    place = factories.place(norcia, name="Casa Rifugio", address="Via Segreta 3", is_protected=True)
    made = activities.cycle(activities.venue(norcia, place=place), activity=activity, first_day=day)
    told = page_of(client) + client.get(f"/laboratori/cicli/{made.pk}/date.ics").content.decode()

    assert "Rifugio" not in told
    assert "Segreta" not in told


@pytest.mark.parametrize("number", [1, 25])
def test_asks_the_database_the_same_however_many_rounds(
    client, norcia, activity, number, django_assert_num_queries
):
    where = activities.venue(norcia)
    for _each in range(number):
        made = activities.cycle(
            where, activity=activity, first_day=timezone.localdate(), sessions=2, follows_school=True
        )
        WeeklyRule.objects.create(cycle=made, weekday=2, local_start="17:00", local_end="18:30")

    # Four of them are what closes: holidays, closures, school years and their breaks.
    with django_assert_num_queries(10):
        page_of(client)


def test_the_dates_of_a_round_go_into_a_calendar_the_cancelled_one_as_such(client, norcia, activity, day):
    made = activities.cycle(norcia, activity=activity, first_day=day, sessions=2)
    made.sessions.filter(local_date=day).update(cancelled_at=timezone.now())
    answer = client.get(f"/laboratori/cicli/{made.pk}/date.ics")
    told = answer.content.decode()

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert told.count("BEGIN:VEVENT") == 2
    assert told.count("STATUS:CANCELLED") == 1
    assert "SUMMARY:Teatro in piazza" in told


def test_the_dates_of_an_unpublished_round_are_nobodys(client, norcia, activity, day):
    made = activities.cycle(norcia, activity=activity, first_day=day, published_at=None)

    assert client.get(f"/laboratori/cicli/{made.pk}/date.ics").status_code == 404


def test_a_full_round_says_honestly_how_long_others_waited(client, norcia, activity, day):
    activities.booking(activities.cycle(norcia, activity=activity, first_day=day, places=1))

    assert "Quanto si aspetta di solito non lo sappiamo ancora" in page_of(client)


def test_days_that_are_skipped_are_said_with_their_reason(client, norcia, activity, day):
    made = activities.cycle(norcia, activity=activity, first_day=day, last_day=day + timedelta(days=7))
    WeeklyRule.objects.create(cycle=made, weekday=day.weekday(), local_start="17:00", local_end="18:30")
    closed = day + timedelta(days=7)
    Closure.objects.create(
        venue=made.venue, first_day=closed, last_day=closed, reason="works", made_at=timezone.now()
    )

    assert "Non ci si vede:" in page_of(client)
