"""The page that writes the dates of a cycle: shown before, written when one says so, refused with who is in the way."""

from datetime import date, time

import pytest
from django.utils import timezone

from laboratories.models import CycleStaff
from laboratories.timetable import planning
from networking.models import Holiday, SchoolYear
from tests import activities, factories

FIRST, LAST = date(2027, 11, 2), date(2027, 11, 30)
TUESDAYS = [
    "2027-11-02T17:00",
    "2027-11-09T17:00",
    "2027-11-16T17:00",
    "2027-11-23T17:00",
    "2027-11-30T17:00",
]


@pytest.fixture
def cycle(norcia):
    venue = activities.venue(norcia)
    room = activities.room(venue, "Sala")
    made = activities.cycle(venue, sessions=0, room=room, first_day=FIRST, last_day=LAST)
    made.rules.create(weekday=1, local_start=time(17), local_end=time(18, 30))
    return made


def page_of(cycle):
    return f"/gestione/laboratories/cycle/{cycle.pk}/incontri/"


def read(client, cycle):
    answer = client.get(page_of(cycle))
    assert answer.status_code == 200
    return answer.context["page"], answer.content.decode()


def test_the_dates_are_shown_and_nothing_is_written(as_operator_6, cycle):
    page, said = read(as_operator_6, cycle)

    assert [line.key for line in page.lines] == TUESDAYS
    assert "martedì 9 novembre 2027, 17:00–18:30" in said
    assert not cycle.sessions.exists()


def test_those_that_are_ticked_are_written_once(as_operator_6, cycle):
    for _press in range(2):
        as_operator_6.post(page_of(cycle), {"incontri": TUESDAYS[:3]})

    assert [each.isoformat() for each in cycle.sessions.values_list("local_date", flat=True)] == [
        key[:10] for key in TUESDAYS[:3]
    ]
    page, said = read(as_operator_6, cycle)
    assert [line.key for line in page.lines] == TUESDAYS[3:]
    assert "Sono già scritti 3 incontri." in said


def test_what_is_skipped_says_why_and_can_be_recovered(as_operator_6, cycle):
    Holiday.objects.create(date=date(2027, 11, 16), name="Festa di prova")
    page, said = read(as_operator_6, cycle)
    assert "Festa di prova" in said
    assert [line.key for line in page.recoveries] == ["2027-12-07T17:00"]
    assert not page.recoveries[0].is_chosen

    as_operator_6.post(page_of(cycle), {"incontri": ["2027-12-07T17:00"]})

    assert cycle.sessions.get().local_date == date(2027, 12, 7)


def test_who_has_the_room_is_said_beside_the_date(as_operator_6, cycle):
    other = activities.cycle(
        cycle.venue,
        room=cycle.room,
        first_day=date(2027, 11, 9),
        activity=activities.activity(title="Scacchi"),
    )
    other.sessions.update(local_start=time(17, 30), local_end=time(19))

    page, said = read(as_operator_6, cycle)

    assert [bool(line.in_the_way) for line in page.lines] == [False, True, False, False, False]
    assert "La sala è occupata: martedì 9 novembre" in said
    assert "Scacchi" in said


def test_where_who_leads_already_is_is_said(as_operator_6, cycle, cascia):
    leader = factories.human("Rita Bianchi")
    CycleStaff.objects.create(cycle=cycle, person=leader)
    elsewhere = activities.cycle(cascia, first_day=date(2027, 11, 9))
    elsewhere.sessions.update(local_start=time(17), local_end=time(19))
    activities.leads(leader, elsewhere.sessions.get())

    _page, said = read(as_operator_6, cycle)

    assert "Rita Bianchi è già a" in said


def test_who_was_quicker_leaves_everything_typed(as_operator_6, cycle, monkeypatch):
    def too_late(*_args, **_fields):
        raise planning.ConflictError([])

    monkeypatch.setattr(planning, "add", too_late)
    answer = as_operator_6.post(page_of(cycle), {"incontri": TUESDAYS[:2]})

    assert "Non è stato scritto niente" in answer.content.decode()
    assert [line.is_chosen for line in answer.context["page"].lines] == [True, True, False, False, False]


def test_nothing_ticked_is_said(as_operator_6, cycle):
    answer = as_operator_6.post(page_of(cycle), {"incontri": ["mai", "2030-01-01T10:00"]})

    assert "Scegli almeno una data." in answer.content.decode()


def test_a_school_year_that_nobody_wrote_is_said(as_operator_6, cycle):
    cycle.follows_school = True
    cycle.save()
    SchoolYear.objects.filter(name="2027/28").delete()

    assert "Non conosciamo il calendario scolastico 2027/28" in read(as_operator_6, cycle)[1]


def test_without_weekly_hours_it_says_what_to_do(as_operator_6, cycle):
    cycle.rules.all().delete()

    assert "Questo ciclo non ha orari settimanali." in read(as_operator_6, cycle)[1]


def test_what_has_passed_is_not_written(as_operator_6, norcia):
    cycle = activities.cycle(norcia, sessions=0, first_day=date(2026, 1, 7), last_day=date(2026, 1, 14))
    cycle.rules.create(weekday=2, local_start=time(17), local_end=time(18))

    page, said = read(as_operator_6, cycle)

    assert page.lines == []
    assert "è già passato" in said


def test_never_a_cycle_of_another_territory(as_operator_6, foligno):
    theirs = activities.cycle(foligno)

    assert as_operator_6.get(page_of(theirs)).status_code == 404
    assert as_operator_6.post(page_of(theirs), {"incontri": TUESDAYS}).status_code == 404


def test_who_has_a_place_is_told_of_new_dates(as_operator_6, cycle):
    mother = factories.human("Anna Rossi")
    activities.booking(cycle, factories.child_of(mother), party=activities.party(mother))

    as_operator_6.post(page_of(cycle), {"incontri": TUESDAYS[:2]})

    told = factories.notices().get(kind="laboratories.sessions_added")
    assert told.person == mother


@pytest.mark.parametrize("weeks", [1, 25])
def test_the_page_asks_the_same_questions_however_many(
    as_operator_6, cycle, weeks, django_assert_max_num_queries
):
    cycle.last_day = FIRST + timezone.timedelta(weeks=weeks)
    cycle.save()
    activities.cycle(cycle.venue, room=cycle.room, first_day=FIRST, sessions=weeks)

    with django_assert_max_num_queries(24):
        read(as_operator_6, cycle)
