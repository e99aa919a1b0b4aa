"""A work with hours of its own is done once for each of them; the others are written down without writing much."""

from datetime import timedelta

import pytest
from celery.schedules import crontab, schedule
from django.utils.translation import gettext_lazy as _

from networking.models import ScheduledRun
from networking.schedules import Work, running, work_named
from networking.schedules.lateness import is_late, standings

NIGHTLY = work_named("applicare-la-conservazione")
TICKING = work_named("spedire-gli-avvisi")


class Act:
    """Something done, that counts how often; with a failure, it fails."""

    def __init__(self, failure=None):
        self.times, self.failure = 0, failure

    def __call__(self):
        self.times += 1
        if self.failure:
            raise self.failure
        return self.times


@pytest.fixture
def known(db, now):
    """The portal has known its works for a month."""
    running.learn(now=now - timedelta(days=30))


def do(work, act, now):
    return running.run(work, act, now=lambda: now)


def row(work):
    return ScheduledRun.objects.get(name=work.name)


def test_a_missed_night_is_made_up_for_once(known, now):
    act = Act()

    for minutes in (0, 5, 10):
        do(NIGHTLY, act, now + timedelta(minutes=minutes))

    assert act.times == 1
    assert row(NIGHTLY).succeeded_at == now


def test_three_missed_nights_are_made_up_for_once_and_not_three_times(known, now):
    do(NIGHTLY, Act(), now - timedelta(days=4))
    act = Act()

    assert NIGHTLY in running.missed_works(now=now)
    do(NIGHTLY, act, now)
    do(NIGHTLY, act, now + timedelta(minutes=5))

    assert act.times == 1
    assert NIGHTLY not in running.missed_works(now=now + timedelta(minutes=10))


def test_the_next_night_it_is_done_again(known, now):
    act = Act()
    do(NIGHTLY, act, now)

    do(NIGHTLY, act, now + timedelta(days=1))

    assert act.times == 2


def test_a_work_that_is_new_has_not_missed_what_came_before_it(db, now):
    running.learn(now=now)

    assert running.missed_works(now=now + timedelta(minutes=5)) == []
    assert NIGHTLY in running.missed_works(now=now + timedelta(days=1))


def test_a_tick_finds_work_to_do_even_where_nobody_has_written_the_row(db, now):
    act = Act()

    do(NIGHTLY, act, now)

    assert act.times == 1


def test_one_that_fails_says_what_kind_of_error_and_not_its_words(known, now):
    with pytest.raises(ValueError, match="Rossi"):
        do(NIGHTLY, Act(ValueError("Ada Rossi, via Roma 1")), now)

    assert (row(NIGHTLY).last_error, row(NIGHTLY).attempts) == ("ValueError", 1)
    assert row(NIGHTLY).succeeded_at is None


def test_one_that_fails_is_tried_again_with_growing_pauses(known, now):
    moments, moment = [], now
    while moment < now + timedelta(hours=4):
        if NIGHTLY in running.missed_works(now=moment):
            moments.append(int((moment - now) / timedelta(minutes=1)))
            with pytest.raises(OSError, match="rotto"):
                do(NIGHTLY, Act(OSError("rotto")), moment)
        moment += timedelta(minutes=5)

    assert moments == [0, 5, 15, 35, 75, 135, 195]


def test_one_that_died_while_it_ran_is_not_tried_again_at_once(known, now):
    ScheduledRun.objects.filter(name=NIGHTLY.name).update(started_at=now, attempts=1)

    assert NIGHTLY not in running.missed_works(now=now + timedelta(minutes=4))
    assert NIGHTLY in running.missed_works(now=now + timedelta(minutes=5))


def test_what_somebody_wants_is_done_once_more(known, now):
    act = Act()
    do(NIGHTLY, act, now)
    running.want(NIGHTLY, now=now + timedelta(hours=1))

    for minutes in (61, 62):
        do(NIGHTLY, act, now + timedelta(minutes=minutes))

    assert act.times == 2


def test_wanting_it_does_not_wait_for_the_pause_after_a_failure(known, now):
    with pytest.raises(OSError, match="rotto"):
        do(NIGHTLY, Act(OSError("rotto")), now)

    running.want(NIGHTLY, now=now + timedelta(minutes=1))

    assert NIGHTLY in running.missed_works(now=now + timedelta(minutes=1))


def test_a_work_that_ticks_is_written_once_a_minute(known, now, django_assert_num_queries):
    written = set()
    for seconds in range(0, 180, 5):
        with django_assert_num_queries(1):
            do(TICKING, Act(), now + timedelta(seconds=seconds))
        written.add(row(TICKING).started_at)

    assert len(written) == 3


def test_a_work_that_ticks_says_at_once_when_it_begins_and_ends_to_fail(known, now):
    do(TICKING, Act(), now)
    with pytest.raises(OSError, match="rotto"):
        do(TICKING, Act(OSError("rotto")), now + timedelta(seconds=5))
    assert (row(TICKING).last_error, row(TICKING).succeeded_at) == ("OSError", now)

    do(TICKING, Act(), now + timedelta(seconds=10))

    assert (row(TICKING).last_error, row(TICKING).attempts) == ("", 0)


def test_works_that_are_gone_are_forgotten(known, now):
    ScheduledRun.objects.create(name="lavoro-di-una-volta", known_since=now)

    running.learn(now=now)

    assert not ScheduledRun.objects.filter(name="lavoro-di-una-volta").exists()


@pytest.mark.parametrize(("hours", "late"), [(1, False), (3, True)])
def test_a_night_is_late_after_as_long_as_the_registry_says(hours, late, now):
    due = now.replace(hour=3, minute=10)
    work = Work("x", "x", _("x"), _("x"), crontab(hour=3, minute=10), timedelta(hours=2), _("x"))
    known = ScheduledRun(name="x", known_since=due - timedelta(days=9), succeeded_at=due - timedelta(days=1))

    assert is_late(work, known, now=due + timedelta(hours=hours)) is late


@pytest.mark.parametrize(("minutes", "late"), [(4, False), (6, True)])
def test_a_tick_is_late_when_none_went_well_for_long(minutes, late, now):
    work = Work("x", "x", _("x"), _("x"), schedule(5), timedelta(minutes=5), _("x"))
    known = ScheduledRun(
        name="x", known_since=now - timedelta(days=9), succeeded_at=now - timedelta(minutes=minutes)
    )

    assert is_late(work, known, now=now) is late


def test_the_page_says_how_it_went(known, now):
    do(NIGHTLY, Act(), now)
    with pytest.raises(OSError, match="rotto"):
        do(work_named("riordinare-i-file"), Act(OSError("rotto")), now)
    ScheduledRun.objects.filter(name="aggiornare-i-suggerimenti").update(started_at=now, attempts=1)

    told = {each.work.name: each.outcome for each in standings(now=now + timedelta(minutes=1))}

    assert told["applicare-la-conservazione"] == "Riuscito"
    assert told["riordinare-i-file"] == "Non riuscito (OSError), tentativi: 1"
    assert told["aggiornare-i-suggerimenti"] == "In corso dalle 10:00"
    assert told["buttare-i-risultati-vecchi"] == "Non ancora fatto"
    later = {each.work.name: each.outcome for each in standings(now=now + timedelta(hours=1))}
    assert later["aggiornare-i-suggerimenti"] == "Interrotto a metà: riprova da sé"
