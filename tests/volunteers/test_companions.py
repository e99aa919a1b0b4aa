"""Company: made, planned, told, moved, paused, handed over, ended, and watched over."""

from datetime import date, time, timedelta

import pytest

from networking import consenting
from networking.models import Consent, RoleKind
from tests import companions, factories, volunteering
from volunteers.companions import changing, ending, moving, noting, pausing, planning, watching
from volunteers.companions.noting import Words
from volunteers.companions.refusing import PairError
from volunteers.companions.rhythm import Rhythm, meetings
from volunteers.models import Companionship, CompanionshipNote, CompanionshipWish, HelpRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def marta():
    return volunteering.able(factories.human("Marta Bassi", birth_date=date(1980, 3, 4)))


@pytest.fixture
def pair(norcia, marta, coordinator, now):
    return companions.pair(companions.elder(norcia), marta, by=coordinator, now=now)


def told(kind):
    return factories.notices().filter(kind=f"volunteers.companion_{kind}")


def days(pair):
    return [turn.local_date for turn in companions.meetings(pair)]


def state_of(pair):
    return companions.pairs().get(pk=pair.pk).state


def test_a_rhythm_leaves_holidays_out_and_begins_on_the_day_they_are_introduced():
    friday = Rhythm(date(2026, 11, 27), every=14, weekday=3)

    found = meetings(
        friday,
        after=date(2026, 11, 1),
        until=date(2027, 1, 10),
        holidays={date(2027, 1, 6), date(2026, 11, 27)},
    )

    assert found == [date(2026, 11, 27), date(2026, 12, 9), date(2026, 12, 23)]


def test_a_pair_is_made_with_eight_weeks_of_meetings(pair, now):
    found = days(pair)

    assert found[0] == companions.FIRST
    assert all(day.isoweekday() == 3 for day in found)
    assert found[-1] <= now.date() + planning.AHEAD < found[-1] + timedelta(days=14)
    assert volunteering.assignments().filter(state="accepted").count() == len(found)
    assert told("paired").count() == 1


def test_who_may_not_is_not_paired_and_every_reason_is_said(norcia, coordinator, now):
    with pytest.raises(PairError) as refused:
        companions.pair(companions.elder(norcia), volunteering.candidate(), by=coordinator, now=now)

    assert "Manca l'accordo di volontariato." in refused.value.sentences
    assert not companions.pairs().exists()
    assert not HelpRequest.objects.exists()


def test_the_regular_work_plans_what_comes_next_once(pair, now):
    later = now + timedelta(weeks=2)
    before = days(pair)

    watching.look_after(now=later)
    watching.look_after(now=later)

    assert len(days(pair)) == len(set(days(pair))) == len(before) + 2


def test_a_day_on_which_they_have_something_else_is_left_out(norcia, marta, coordinator, now):
    busy = companions.FIRST + timedelta(days=14)
    volunteering.assign(marta, volunteering.request(norcia, local_date=busy))

    pair = companions.pair(companions.elder(norcia), marta, by=coordinator, now=now)

    assert busy not in days(pair)
    assert busy + timedelta(days=7) in days(pair)


def test_what_is_suspended_is_taken_up_again_when_they_may(pair, marta, now):
    marta.state = "paused"
    marta.save()
    assert not volunteering.assignments().filter(state="accepted").exists()
    marta.state = "active"
    marta.save()

    watching.look_after(now=now)

    assert not volunteering.assignments().exclude(state="accepted").exists()


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (Words("visit", "well"), "done"),
        (Words("did_not_answer"), "done"),
        (Words("did_not_happen"), "cancelled"),
    ],
)
def test_a_note_settles_the_meeting_it_is_about(pair, coordinator, now, words, state):
    first = companions.meetings(pair)[0]

    noting.note(pair.pk, words, by=coordinator, now=now + timedelta(days=8), turn=first.pk)

    assert volunteering.assignments().get(request=first).state == state


def test_a_meeting_that_has_not_begun_has_no_note(pair, coordinator, now):
    with pytest.raises(PairError, match="deve ancora cominciare"):
        noting.note(
            pair.pk, Words("visit", "well"), by=coordinator, now=now, turn=companions.meetings(pair)[0].pk
        )


def test_a_note_that_worries_is_told_at_once(pair, coordinator, now):
    noting.note(pair.pk, Words("telephone", "worrying", "Non mangia."), by=coordinator, now=now)

    (notice,) = told("worrying")
    assert notice.person_id == coordinator.person.pk
    assert "mangia" not in str(notice.key)


def test_two_without_an_answer_in_a_row_are_told(pair, coordinator, now):
    noting.note(pair.pk, Words("did_not_answer"), by=coordinator, now=now, day=date(2026, 11, 23))
    assert not told("no_answer").exists()

    noting.note(pair.pk, Words("did_not_answer"), by=coordinator, now=now, day=date(2026, 11, 24))

    assert told("no_answer").count() == 1


def test_a_silence_is_told_once_and_a_contact_ends_it(pair, coordinator, now):
    quiet = now + timedelta(days=7 + 22)

    assert watching.tell_silent(now=quiet) == 1
    assert watching.tell_silent(now=quiet + timedelta(days=1)) == 0
    noting.note(pair.pk, Words("visit", "well"), by=coordinator, now=quiet)
    assert watching.tell_silent(now=quiet + timedelta(days=2)) == 0


def test_nobody_answering_is_no_contact(pair, coordinator, now):
    quiet = now + timedelta(days=7 + 22)
    noting.note(pair.pk, Words("did_not_answer"), by=coordinator, now=quiet - timedelta(days=2))

    assert watching.tell_silent(now=quiet) == 1


def test_a_meeting_is_moved_in_one_step_and_not_made_again(pair, marta, now):
    first = companions.meetings(pair)[0]
    friday = companions.FIRST + timedelta(days=2)

    moving.move(first, to=friday, hours=(time(10), time(11)), by=None, now=now)
    planning.plan_all(now=now)

    assert days(pair)[0] == friday
    assert companions.FIRST not in days(pair)


def test_a_meeting_is_not_moved_onto_something_else(norcia, pair, marta, now):
    volunteering.assign(marta, volunteering.request(norcia, local_date=date(2026, 12, 4)))

    with pytest.raises(PairError, match="altro turno"):
        moving.move(
            companions.meetings(pair)[0], to=date(2026, 12, 4), hours=(time(16), time(17)), by=None, now=now
        )

    assert days(pair)[0] == companions.FIRST


def test_a_meeting_left_out_leaves_the_others(pair, coordinator, now):
    moving.skip(companions.meetings(pair)[0], by=coordinator, now=now)

    assert companions.FIRST not in days(pair)
    assert len(days(pair)) >= 5


def test_a_pause_clears_what_is_ahead_and_ends_by_itself(pair, coordinator, now):
    until = date(2026, 12, 15)
    pausing.pause(pair.pk, until=until, by=coordinator, now=now)
    assert days(pair) == []

    watching.look_after(now=now + timedelta(days=20))

    assert state_of(pair) == Companionship.State.ACTIVE
    assert min(days(pair)) > until
    assert told("changed").count() == 2


def test_a_yes_taken_back_ends_it(pair, now):
    consenting.take_back(pair.person, Consent.Purpose.COMPANIONSHIP, through="desk", now=now)

    watching.look_after(now=now)

    assert state_of(pair) == Companionship.State.ENDED
    assert days(pair) == []


def test_a_handover_is_a_meeting_of_three_and_then_the_old_pair_ends(pair, marta, coordinator, now):
    luca = volunteering.able()
    second = companions.FIRST + timedelta(days=7)

    new = changing.hand_over(
        pair.pk, luca, companions.terms(), first_on=second, together=True, by=coordinator, now=now
    )

    assert days(pair) == [companions.FIRST]
    first = companions.meetings(new)[0]
    assert {row.volunteer for row in volunteering.assignments().filter(request=first)} == {luca, marta}
    watching.look_after(now=now + timedelta(days=20))
    assert (state_of(pair), state_of(new)) == ("ended", "active")


def test_a_handover_without_who_leaves_ends_at_once(pair, coordinator, now):
    new = changing.hand_over(
        pair.pk,
        volunteering.able(),
        companions.terms(),
        first_on=companions.FIRST,
        together=False,
        by=coordinator,
        now=now,
    )

    assert (state_of(pair), companions.meetings(new)[0].places) == ("ended", 1)


def test_what_has_ended_takes_no_note(pair, coordinator, now):
    ending.end(pair.pk, because="Si è trasferita.", by=coordinator, now=now)

    with pytest.raises(PairError, match="è finita"):
        noting.note(pair.pk, Words("visit", "well"), by=coordinator, now=now)
    assert not CompanionshipNote.objects.for_everyone(reason="una prova").exists()


def test_who_asked_by_telephone_waits_no_more_once_paired(norcia, marta, coordinator, now):
    ida = companions.elder(norcia)
    CompanionshipWish.objects.create(name="Ida Sola", phone=ida.phone, comune=norcia, asked_at=now)

    companions.pair(ida, marta, by=coordinator, now=now)

    wish = CompanionshipWish.objects.for_everyone(reason="prova").get()
    assert (wish.state, wish.person) == ("paired", ida)
