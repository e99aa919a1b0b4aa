"""Hours: said by who came, confirmed by somebody else, corrected with a reason; the database holds it for every writer."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError

from networking.models import Fact, RoleKind
from tests import factories, volunteering
from tests.volunteers import came
from volunteers.hours import counting, declaring, missing, validating
from volunteers.hours.refusing import HoursError
from volunteers.models import HoursLog
from volunteers.notices import hours as notices

pytestmark = pytest.mark.django_db
AFTER = came.AFTER


@pytest.fixture
def rosa(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def anna(norcia):
    return factories.person("altra@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def row(norcia):
    return came.row(norcia)


def say(row, by, minutes=120, now=AFTER):
    return declaring.declare(row.pk, minutes=minutes, by=by, now=now)


def test_who_is_there_says_so_once_and_only_in_those_hours(row):
    with pytest.raises(HoursError, match="da un quarto d'ora prima"):
        declaring.arrive(row.pk, now=came.BEGINS - timedelta(minutes=16))

    first = declaring.arrive(row.pk, now=came.BEGINS - timedelta(minutes=10))

    assert declaring.arrive(row.pk, now=AFTER).pk == first.pk
    assert first.state == "present"


def test_who_came_says_how_long_and_the_turn_is_done(row, anna):
    log = say(row, anna)

    row.refresh_from_db()
    assert (log.state, log.minutes_declared, row.state) == ("declared", 120, "done")


def test_hours_are_said_again_until_somebody_confirms_them(row, rosa, anna):
    say(row, anna)
    say(row, anna, minutes=90)
    validating.confirm(row.pk, by=rosa, now=AFTER)

    with pytest.raises(HoursError, match="già state confermate"):
        say(row, anna, minutes=60)
    assert came.log().minutes_validated == 90


def test_hours_are_never_more_than_the_turn_and_an_hour(row, rosa, anna):
    with pytest.raises(HoursError, match="al massimo 3 ore"):
        say(row, anna, minutes=181)
    say(row, anna, minutes=180)
    with pytest.raises(HoursError, match="al massimo 3 ore"):
        validating.confirm(row.pk, minutes=181, words="Di più", by=rosa, now=AFTER)


def test_nobody_says_hours_of_a_turn_to_come(row, anna):
    with pytest.raises(HoursError, match="deve ancora cominciare"):
        say(row, anna, now=came.BEGINS - timedelta(minutes=1))


def test_nobody_confirms_their_own_not_even_who_coordinates(norcia, rosa, anna):
    hers = came.row(norcia, came.able(rosa))
    say(hers, anna)

    with pytest.raises(HoursError, match="le conferma un'altra persona"):
        validating.confirm(hers.pk, by=rosa, now=AFTER)
    with pytest.raises(HoursError, match="Queste ore le hai scritte tu"):
        validating.confirm(hers.pk, by=anna, now=AFTER)


def test_a_batch_with_one_that_may_not_is_refused_whole(norcia, row, rosa, anna):
    hers = came.row(norcia, came.able(rosa))
    for each in (row, hers):
        say(each, anna)

    with pytest.raises(HoursError, match=str(hers.volunteer)):
        validating.confirm_many([row.pk, hers.pk], by=rosa, now=AFTER)

    assert not came.logs().validated().exists()
    assert validating.confirm_many([row.pk], by=rosa, now=AFTER) == 1


def test_what_is_not_right_is_told_and_said_again(row, rosa, anna):
    say(row, anna, minutes=170)
    with pytest.raises(HoursError, match="Scrivi che cosa non torna"):
        validating.dispute(row.pk, words=" ", by=rosa, now=AFTER)

    validating.dispute(row.pk, words="Siamo andati via alle sei.", by=rosa, now=AFTER)

    assert factories.notices().filter(kind="volunteers.hours_disputed").count() == 1
    assert say(row, anna, minutes=120).words == ""


def test_a_correction_says_why_and_keeps_what_was_before(row, rosa, anna):
    say(row, anna)
    validating.confirm(row.pk, by=rosa, now=AFTER)
    with pytest.raises(HoursError, match="scrivi perché"):
        validating.confirm(row.pk, minutes=60, by=rosa, now=AFTER)

    validating.confirm(row.pk, minutes=60, words="Il registro dice le cinque.", by=rosa, now=AFTER)

    log = came.log()
    assert (log.minutes_before, log.minutes_validated) == (120, 60)
    assert Fact.objects.get(kind="volunteers.hours_corrected").data == {"before": 120, "after": 60}


@pytest.mark.parametrize(
    "change",
    [{"minutes_validated": 60}, {"minutes_declared": 60}, {"state": "declared", "minutes_validated": None}],
)
def test_the_database_keeps_confirmed_hours_for_every_writer(row, rosa, anna, change):
    say(row, anna)
    validating.confirm(row.pk, by=rosa, now=AFTER)

    with pytest.raises(IntegrityError, match="confirmed_hours_stay"):
        came.logs().update(**change)


def test_the_database_lets_nobody_confirm_their_own_for_every_writer(norcia, rosa):
    hers = came.row(norcia, came.able(rosa))

    with pytest.raises(IntegrityError, match="nobody_confirms_their_own_hours"):
        HoursLog.objects.create(
            assignment=hers,
            state="validated",
            minutes_declared=60,
            declared_at=AFTER,
            minutes_validated=60,
            validated_by=rosa,
            validated_at=AFTER,
        )


def test_on_the_night_the_clocks_go_back_an_hour_more_is_worked(norcia):
    night = volunteering.request(
        norcia, local_date=date(2026, 10, 24), local_start=time(22), local_end=time(6)
    )

    assert declaring.minutes_of(night) == 9 * 60


def test_who_could_not_come_is_counted_and_has_no_hours(row, rosa, anna):
    say(row, anna)

    missing.could_not_come(row.pk, because="La strada era chiusa.", by=rosa, now=AFTER)

    row.refresh_from_db()
    assert (row.state, row.ended_because) == ("absent", "La strada era chiusa.")
    assert not came.logs().exists()
    with pytest.raises(HoursError, match="non risulta"):
        say(row, anna)


def test_the_day_after_who_said_nothing_is_asked_once(row, anna):
    tomorrow = came.BEGINS + timedelta(hours=17)

    assert notices.tell_to_say(now=tomorrow) == 1
    notices.tell_to_say(now=tomorrow)
    assert factories.notices().filter(kind="volunteers.hours_to_say").count() == 1
    say(row, anna)
    assert notices.tell_to_say(now=tomorrow) == 0


def test_only_confirmed_hours_count_month_by_month(norcia, rosa, anna):
    volunteer = volunteering.able()
    counted, said_only = came.row(norcia, volunteer), came.row(norcia, volunteer, days=7)
    for each in (counted, said_only):
        say(each, anna, now=AFTER)
    validating.confirm(counted.pk, by=rosa, now=AFTER)

    before = came.DAY.replace(day=1) - timedelta(days=1)
    months = counting.months(volunteer, first=before, last=came.DAY)

    assert [each.minutes for each in months] == [0, 120]
    assert counting.total(volunteer, first=before, last=came.DAY)[:2] == (120, 1)
