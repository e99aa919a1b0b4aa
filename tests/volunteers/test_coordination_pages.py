"""The desk of who coordinates: holes, who could cover them, and one button."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import AccessRecord, RoleKind
from tests import factories, volunteering
from tests.volunteers.test_turn_pages import DESK, somebody, soon
from volunteers.asking import repeating
from volunteers.models import Assignment, HelpRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def desk(coordinator):
    return factories.signed_in(coordinator)


def cover(turn):
    return reverse("volunteers:cover", args=[turn.pk])


def ask(client, turn, volunteer):
    return client.post(reverse("volunteers:cover_ask", args=[turn.pk]), {"chi": str(volunteer.pk)})


def test_shows_the_holes_of_ones_own_territory_alone(desk, norcia, foligno):
    here, there, far = soon(norcia), soon(foligno), soon(norcia, days=30)

    page = desk.get(DESK).content.decode()

    assert cover(here) in page
    assert cover(there) not in page
    assert cover(far) not in page


def test_never_a_turn_of_another_territory(desk, foligno):
    turn = soon(foligno)

    assert desk.get(cover(turn)).status_code == 404
    assert ask(desk, turn, somebody("lontana@example.org", foligno)).status_code == 404


def test_a_volunteer_is_not_let_in(norcia):
    client = factories.signed_in(somebody("aiuta@example.org", norcia).person.account)

    assert client.get(DESK).status_code == 403


def test_closes_a_hole_with_one_button(desk, norcia):
    turn, volunteer = soon(norcia), somebody("aiuta@example.org", norcia)
    assert str(volunteer.pk) in desk.get(cover(turn)).content.decode()

    ask(desk, turn, volunteer)

    assert volunteering.assignments().get().state == Assignment.State.INVITED
    assert str(volunteer) in desk.get(DESK).content.decode()


def test_never_proposes_nor_asks_who_may_not(desk, norcia):
    turn = soon(norcia, kind=volunteering.kind(needed=["clearance"]))
    volunteer = somebody("aiuta@example.org", norcia)
    assert str(volunteer.pk) not in desk.get(cover(turn)).content.decode()

    ask(desk, turn, volunteer)

    assert not volunteering.assignments().exists()


def test_whoever_has_done_least_this_month_comes_first(desk, norcia):
    turn = soon(norcia)
    busy, free = somebody("a@example.org", norcia), somebody("b@example.org", norcia)
    day = turn.local_date.replace(day=1 if turn.local_date.day > 14 else 28)
    volunteering.assign(busy, volunteering.request(norcia, local_date=day))

    page = desk.get(cover(turn)).content.decode()

    assert page.index(str(free.pk)) < page.index(str(busy.pk))


def test_writes_for_who_telephones(desk, coordinator, norcia):
    row = volunteering.assign(somebody("aiuta@example.org", norcia), soon(norcia))

    desk.post(reverse("volunteers:withdraw_for", args=[row.pk]), {"because": "febbre"})

    row.refresh_from_db()
    assert (row.state, row.by) == (Assignment.State.WITHDRAWN, coordinator)


def test_calls_a_turn_off_and_says_why(desk, norcia):
    turn = soon(norcia)

    desk.post(reverse("volunteers:cover_call_off", args=[turn.pk]), {"because": "neve"})

    turn.refresh_from_db()
    assert turn.cancelled_because == "neve"


def test_says_where_a_team_is_too_small_to_begin(desk, norcia):
    small = soon(norcia, places=4, minimum_team=3)
    volunteering.assign(somebody("aiuta@example.org", norcia), small)
    soon(norcia, places=2)

    page = desk.get(DESK).content.decode()

    assert page.count("sotto il minimo di 3") == 1
    assert "sotto il minimo di 1" not in page


def test_calls_a_whole_series_off(desk, norcia, now):
    turn = soon(norcia)
    repeating.repeat(turn, until=turn.local_date + timedelta(weeks=2), now=now)
    page = reverse("volunteers:cover_call_off", args=[turn.pk])

    assert "questo e i seguenti" in desk.get(page).content.decode()
    without_why = desk.post(page, {"because": "", "quali": "seguenti"}).content.decode()
    assert 'value="seguenti" checked' in without_why
    answer = desk.post(page, {"because": "neve", "quali": "seguenti"}, follow=True)

    assert "Turni annullati: 3. Persone avvisate: 0." in answer.content.decode()
    assert not HelpRequest.objects.filter(cancelled_at=None).exists()


def test_reading_who_could_come_is_written_down(desk, norcia):
    somebody("aiuta@example.org", norcia)

    turn = soon(norcia)

    desk.get(cover(turn))

    assert AccessRecord.objects.for_everyone(reason="una prova").filter(page=cover(turn)).exists()


@pytest.mark.parametrize("many", [1, 25])
def test_the_desk_asks_the_same_however_many(desk, norcia, many, django_assert_max_num_queries):
    for number in range(many):
        soon(norcia, days=1 + number % 12)

    with django_assert_max_num_queries(18):
        assert desk.get(DESK).status_code == 200


@pytest.mark.parametrize("many", [1, 25])
def test_who_could_come_asks_the_same_however_many(desk, norcia, many, django_assert_max_num_queries):
    turn = soon(norcia)
    for number in range(many):
        somebody(f"aiuta{number}@example.org", norcia)

    with django_assert_max_num_queries(22):
        assert len(desk.get(cover(turn)).context["candidates"]) == many


def test_what_is_suspended_is_shown_with_its_reasons(desk, norcia):
    row = volunteering.assign(somebody("aiuta@example.org", norcia), soon(norcia))
    row.volunteer.state = "paused"
    row.volunteer.save()

    assert "è in pausa" in desk.get(DESK).content.decode()
    assert row.request.starts_at > timezone.now() + timedelta(days=1)
