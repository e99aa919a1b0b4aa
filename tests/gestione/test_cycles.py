"""Cycles and sessions in `/gestione/`: what is wrong is told beside its field; what changes is told to people."""

from datetime import date, time

import pytest

from laboratories.models import Cycle, Session
from tests import activities, factories
from tests.gestione.test_venues import errors, rows_of

CYCLES, SESSIONS = "/gestione/laboratories/cycle/", "/gestione/laboratories/session/"
NONE = rows_of("rules") | rows_of("staff")


@pytest.fixture
def hall(norcia):
    return activities.room(activities.venue(norcia), "Sala", most_people=12)


@pytest.fixture
def cycle(hall):
    return activities.cycle(hall.venue, room=hall, sessions=2, first_day=date(2027, 11, 2))


def posted(cycle, **fields):
    """A cycle as its page sends it."""
    return {
        "name": cycle.name,
        "room": cycle.room_id or "",
        "unit": cycle.unit,
        "places": cycle.places,
        "first_day": "02/11/2027",
        "last_day": "30/11/2027",
        "enrol_opens_at": "01/10/2026 09:00",
        "enrol_closes_at": "02/11/2027 17:00",
        "cancel_before": "86400",
        **NONE,
        **fields,
    }


def page(row, what="change"):
    base = CYCLES if isinstance(row, Cycle) else SESSIONS
    return f"{base}{row.pk}/{what}/"


def test_a_cycle_is_written_with_its_hours_and_who_leads(as_operator_6, hall, norcia):
    leader = factories.human("Rita Bianchi", comune=norcia)
    activity = activities.activity(organization=factories.organization(comune=norcia))
    new = Cycle(activity=activity, venue=hall.venue, room=hall, places=10)
    hours = rows_of("rules", {"weekday": 1, "local_start": "17:00", "local_end": "18:30", "every_weeks": 1})
    staff = rows_of("staff", {"person": leader.pk, "role": "leader"})

    answer = as_operator_6.post(
        f"{CYCLES}add/", posted(new, activity=activity.pk, venue=hall.venue.pk) | hours | staff
    )

    assert answer.status_code == 302, answer.context["errors"]
    made = Cycle.objects.get()
    assert (made.published_at, made.rules.count(), made.staff.get().person) == (None, 1, leader)


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"last_day": "01/11/2027"}, "last_day", "Il ciclo finirebbe prima di cominciare."),
        ({"last_day": "30/11/2029"}, "last_day", "Un ciclo dura al massimo un anno"),
        ({"enrol_closes_at": "01/09/2026 09:00"}, "enrol_closes_at", "chiuderebbero prima di aprire"),
        ({"places": "13"}, "places", "In questa sala si sta al massimo in 12"),
        ({"places": "0"}, "places", "1"),
        ({"places": "1"}, "places", "Ci sono già 2 posti presi"),
        ({"unit": "session"}, "unit", "C'è già chi ha prenotato"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(as_operator_6, cycle, fields, name, sentence):
    for _each in range(2):
        activities.booking(cycle)

    answer = as_operator_6.post(page(cycle), posted(cycle, **fields))

    assert sentence in errors(answer, name)
    first = next(iter(fields))
    assert fields[first] in answer.content.decode()


def test_who_begins_to_lead_the_cycle_leads_its_sessions_to_come(as_operator_6, cycle, norcia):
    leader = factories.human("Rita Bianchi", comune=norcia)

    as_operator_6.post(page(cycle), posted(cycle) | rows_of("staff", {"person": leader.pk, "role": "leader"}))

    assert {each.staff.get().person for each in cycle.sessions.all()} == {leader}


def test_who_is_elsewhere_at_that_hour_refuses_it_all(as_operator_6, cycle, norcia, cascia):
    leader = factories.human("Rita Bianchi", comune=norcia)
    busy = activities.cycle(cascia, first_day=date(2027, 11, 2)).sessions.get()
    activities.leads(leader, busy)

    answer = as_operator_6.post(
        page(cycle), posted(cycle) | rows_of("staff", {"person": leader.pk, "role": "leader"})
    )

    assert "è già in un altro incontro" in answer.content.decode()
    assert not cycle.staff.exists()


def test_a_cycle_is_published_only_with_dates(as_operator_6, hall):
    empty = activities.cycle(hall.venue, sessions=0, published_at=None)
    action = {"action": "publish", "_selected_action": [str(empty.pk)]}
    assert "prima scrivili" in as_operator_6.post(CYCLES, action, follow=True).content.decode()

    activities.session(empty, local_date=date(2027, 11, 2))
    as_operator_6.post(CYCLES, action)
    empty.refresh_from_db()
    assert empty.published_at


def test_a_cycle_that_somebody_booked_is_not_taken_back(as_operator_6, cycle):
    activities.booking(cycle)
    action = {"action": "withdraw", "_selected_action": [str(cycle.pk)]}

    said = as_operator_6.post(CYCLES, action, follow=True).content.decode()

    assert "annullalo e saranno avvisati" in said
    cycle.refresh_from_db()
    assert cycle.published_at


def test_calling_off_says_whom_it_touches_asks_why_and_tells(as_operator_6, cycle):
    mother = factories.human("Anna Rossi")
    activities.booking(cycle, factories.child_of(mother), party=activities.party(mother))
    assert "Ha un posto 1 persona." in as_operator_6.get(page(cycle, "annulla")).content.decode()
    assert "Questo campo serve" in as_operator_6.post(page(cycle, "annulla"), {}).content.decode()

    as_operator_6.post(page(cycle, "annulla"), {"because": "pochi iscritti"})

    cycle.refresh_from_db()
    assert cycle.called_off_because == "pochi iscritti"
    assert factories.notices().filter(person=mother, kind="laboratories.cycle_called_off").exists()


def test_a_session_moves_and_who_comes_is_told(as_operator_6, cycle, hall):
    mother = factories.human("Anna Rossi")
    activities.booking(cycle, factories.child_of(mother), party=activities.party(mother))
    session = cycle.sessions.earliest("starts_at")
    to = {"local_date": "03/11/2027", "local_start": "16:00", "local_end": "17:30", "room": hall.pk}

    as_operator_6.post(page(session, "sposta"), to)

    session.refresh_from_db()
    assert (session.local_date, session.local_start) == (date(2027, 11, 3), time(16))
    assert factories.notices().filter(person=mother, kind="laboratories.session_moved").exists()


def test_a_room_that_is_taken_is_told_beside_the_room(as_operator_6, cycle, hall):
    first, second = cycle.sessions.order_by("starts_at")
    to = {"local_date": "09/11/2027", "local_start": "17:15", "local_end": "18:00", "room": hall.pk}

    answer = as_operator_6.post(page(first, "sposta"), to)

    assert "La sala è occupata: martedì 9 novembre" in str(answer.context["form"].errors["room"])
    assert "17:15" in answer.content.decode()
    assert second.local_date == date(2027, 11, 9)


def test_a_session_is_called_off_and_never_deleted(as_operator_6, cycle):
    session = cycle.sessions.earliest("starts_at")
    as_operator_6.post(page(session, "annulla"), {"because": "sala allagata"})

    session.refresh_from_db()
    assert session.cancelled_because == "sala allagata"
    assert as_operator_6.post(page(session, "delete"), {"post": "yes"}).status_code == 403


def test_a_session_written_by_hand_is_told_of(as_operator_6, cycle, hall):
    mother = factories.human("Anna Rossi")
    activities.booking(cycle, factories.child_of(mother), party=activities.party(mother))
    new = {"cycle": cycle.pk, "local_date": "18/11/2027", "local_start": "17:00", "local_end": "18:00"}

    answer = as_operator_6.post(f"{SESSIONS}add/", new | {"room": "", "topic": "gita"})

    assert answer.status_code == 302, answer.context["errors"]
    assert Session.objects.get(topic="gita").room == hall
    assert factories.notices().filter(person=mother, kind="laboratories.sessions_added").exists()


def test_a_session_over_another_of_its_room_is_refused_with_what_was_typed(as_operator_6, cycle):
    new = {"cycle": cycle.pk, "local_date": "02/11/2027", "local_start": "18:00", "local_end": "19:00"}

    answer = as_operator_6.post(f"{SESSIONS}add/", new | {"room": "", "topic": "gita"})

    assert "La sala è occupata" in errors(answer, "room")
    assert 'value="gita"' in answer.content.decode()


def test_the_page_of_a_cycle_leads_to_its_sessions_alone(as_operator_6, cycle, norcia):
    activities.cycle(norcia)

    shown = as_operator_6.get(f"{SESSIONS}?cycle__id__exact={cycle.pk}")

    assert f"{SESSIONS}?cycle__id__exact={cycle.pk}" in as_operator_6.get(page(cycle)).content.decode()
    assert {each.cycle for each in shown.context["cl"].result_list} == {cycle}


@pytest.mark.parametrize("what", ["change", "annulla"])
def test_never_those_of_another_territory(as_operator_6, foligno, what):
    theirs = activities.cycle(foligno)
    rows = [theirs, theirs.sessions.get()]

    assert [as_operator_6.get(page(row, what)).status_code for row in rows] == [404, 404]
    assert as_operator_6.get(page(theirs.sessions.get(), "sposta")).status_code == 404
