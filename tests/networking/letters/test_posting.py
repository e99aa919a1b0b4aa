"""What the desk does with the paper: posted, not yet, thrown away, brought back; and nothing stays for ever."""

from datetime import timedelta

import pytest

from networking import retention
from networking.outbox.letters import posting, printing, standing
from tests import factories
from tests.networking.letters import told
from tests.networking.letters.told import again, at, batches, somebody, tell

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def operator(operator_of_zone_6):
    return operator_of_zone_6


def printed(now):
    """The one pile that is printed."""
    [batch] = printing.print_letters(now=at(now))
    return batch


def outcomes(notice):
    return list(notice.tries.values_list("outcome", flat=True))


def test_what_is_posted_has_left_and_who_posted_it_is_written(norcia, now, operator):
    notice = tell(somebody(norcia), now)
    batch = printed(now)

    posting.posted(batch, by=operator, now=now + HOUR)

    notice, batch = again(notice), again(batch)
    assert (notice.state, notice.sent_at) == ("sent", now + HOUR)
    assert (batch.posted_at, batch.posted_by) == (now + HOUR, operator)
    assert outcomes(notice) == ["printed", "posted"]
    assert notice.tries.get(outcome="posted").by == operator


def test_posting_twice_posts_once(norcia, now, operator):
    notice = tell(somebody(norcia), now)
    batch = printed(now)

    assert posting.posted(batch, by=operator, now=now) == 1
    assert posting.posted(batch, by=operator, now=now + HOUR) == 0
    assert again(notice).sent_at == now
    assert outcomes(notice) == ["printed", "posted"]


def test_what_was_withdrawn_after_the_print_is_not_called_sent(norcia, now, operator):
    gone, stays = tell(somebody(norcia), now), tell(somebody(norcia), now)
    batch = printed(now)
    type(gone)._base_manager.filter(pk=gone.pk).update(state="withdrawn", closed_at=now)

    [out] = [each for each in standing.envelopes_of(batch, now=now) if each.is_to_take_out]
    posting.posted(batch, by=operator, now=now)

    assert out.person == gone.person
    assert (again(gone).state, again(stays).state) == ("withdrawn", "sent")


def test_what_is_posted_after_its_moment_has_passed_is_taken_out_and_not_called_sent(norcia, now, operator):
    notice = tell(somebody(norcia), now, expires_at=now + 8 * DAY)
    batch = printed(now)
    after = now + 9 * DAY

    assert not standing.envelopes_of(batch, now=now)[0].is_to_take_out
    assert standing.envelopes_of(batch, now=after)[0].is_to_take_out
    posting.posted(batch, by=operator, now=after)

    assert (again(notice).state, again(batch).posted_at) == ("withdrawn", after)


def test_a_letter_of_which_one_thing_is_no_longer_true_is_to_be_done_again(norcia, now):
    person = somebody(norcia)
    first, _second = tell(person, now), tell(person, now)
    batch = printed(now)
    type(first)._base_manager.filter(pk=first.pk).update(state="withdrawn", closed_at=now)

    [envelope] = standing.envelopes_of(batch, now=now)

    assert envelope.is_to_do_again


def test_posted_by_mistake_is_undone_within_a_day(norcia, now, operator):
    notice = tell(somebody(norcia), now)
    batch = printed(now)
    posting.posted(batch, by=operator, now=now)

    assert posting.not_posted(batch, by=operator, now=now + 23 * HOUR)

    notice, batch = again(notice), again(batch)
    assert (notice.state, notice.sent_at, notice.closed_at) == ("printed", None, None)
    assert (batch.posted_at, batch.posted_by) == (None, None)
    assert outcomes(notice) == ["printed", "posted", "printed"]


def test_after_a_day_posted_stays_posted(norcia, now, operator):
    notice = tell(somebody(norcia), now)
    batch = printed(now)
    posting.posted(batch, by=operator, now=now)

    assert not posting.not_posted(batch, by=operator, now=now + DAY)
    assert again(notice).state == "sent"


def test_a_print_thrown_away_is_printed_again_with_all_that_still_holds(norcia, now, media):
    gone, stays = tell(somebody(norcia), now), tell(somebody(norcia), now)
    batch = printed(now)
    type(gone)._base_manager.filter(pk=gone.pk).update(state="withdrawn", closed_at=now)

    assert posting.print_again(batch, now=now + HOUR)

    assert (again(gone).state, again(stays).state) == ("withdrawn", "queued")
    assert not batches().exists()
    assert printed(now + DAY).letters == 1


def test_what_somebody_has_thrown_away_meanwhile_is_neither_posted_nor_thrown_away(norcia, now, operator):
    tell(somebody(norcia), now)
    batch = printed(now)
    posting.print_again(batch, now=now)

    assert not posting.posted(batch, by=operator, now=now)
    assert not posting.not_posted(batch, by=operator, now=now)
    assert not posting.print_again(batch, now=now)


def test_a_posted_print_is_not_thrown_away(norcia, now, operator):
    tell(somebody(norcia), now)
    batch = printed(now)
    posting.posted(batch, by=operator, now=now)

    assert not posting.print_again(batch, now=now)
    assert batches().exists()


def test_what_the_post_brings_back_is_told_in_another_way(norcia, now, operator):
    person = somebody(norcia, street="Via Sbagliata 1", phone="+390743999903")
    notice = tell(person, now)
    batch = printed(now)
    posting.posted(batch, by=operator, now=now)

    assert posting.returned(batch, person, by=operator, now=now + 9 * DAY) == 1

    notice = again(notice)
    assert (notice.state, notice.channel, notice.sent_at) == ("queued", "phone", None)
    brought_back = notice.tries.get(outcome="returned")
    assert (brought_back.by, brought_back.detail) == (operator, "Via Sbagliata 1, 06046 Norcia PG")
    [envelope] = standing.envelopes_of(batch, now=now)
    assert envelope.state == standing.BACK


def test_what_the_post_brings_back_from_who_has_nothing_else_is_not_delivered(norcia, now, operator):
    person = somebody(norcia)
    notice = tell(person, now)
    batch = printed(now)
    posting.posted(batch, by=operator, now=now)

    posting.returned(batch, person, by=operator, now=now + DAY)
    assert posting.returned(batch, person, by=operator, now=now + DAY) == 0

    assert (again(notice).state, again(notice).reason) == (
        "dead",
        "La posta ha riportato indietro la lettera.",
    )


def test_words_forgotten_meanwhile_are_written_anew_for_the_other_way(norcia, now, operator):
    person = somebody(norcia, phone="+390743999903")
    notice = tell(person, now)
    batch = printed(now)
    posting.posted(batch, by=operator, now=now)
    type(notice)._base_manager.filter(pk=notice.pk).update(subject="", text="", short="", address="")

    posting.returned(batch, person, by=operator, now=now + DAY)

    assert again(notice).composed_at is None


def test_only_what_has_left_can_come_back(norcia, now, operator):
    person = somebody(norcia)
    tell(person, now)

    assert posting.returned(printed(now), person, by=operator, now=now) == 0


def test_after_a_month_the_pile_goes_with_its_file_and_what_was_said_of_it_stays(
    norcia, now, operator, media, django_capture_on_commit_callbacks
):
    notice = tell(somebody(norcia), now)
    posting.posted(printed(now), by=operator, now=now)

    with django_capture_on_commit_callbacks(execute=True):
        retention.delete_expired(now=now + 29 * DAY)
    assert len(media()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        retention.delete_expired(now=now + 31 * DAY)

    assert not batches().exists()
    assert media() == []
    assert again(notice).state == "sent"


def test_what_nobody_posted_for_a_month_is_told_in_another_way(norcia, now):
    notice = tell(somebody(norcia, phone="+390743999903"), now)
    printed(now)

    retention.delete_expired(now=now + 31 * DAY)

    assert not batches().exists()
    assert (again(notice).state, again(notice).channel) == ("queued", "phone")


@pytest.mark.parametrize(
    ("day", "is_late"),
    [("2026-11-25", False), ("2026-11-27", False), ("2026-11-28", True), ("2026-11-30", True)],
)
def test_a_pile_is_late_two_working_days_after_the_print(norcia, now, operator, day, is_late):
    """Printed on a Wednesday: Thursday, Friday, and then it is late."""
    tell(somebody(norcia), now)
    printed(now)
    then = now.replace(day=int(day[-2:]))

    assert bool(standing.late(operator, now=then)) == is_late


def test_a_holiday_and_a_weekend_are_no_working_days(norcia, now, operator):
    """Printed on Friday 4 December: Monday 7, Tuesday 8 is a holiday, Wednesday 9."""
    friday = now.replace(month=12, day=4)
    tell(somebody(norcia), friday)
    [pile] = standing.piles([printed(friday)], now=friday)

    assert pile.post_by == factories.day("2026-12-07")
    assert not standing.late(operator, now=friday.replace(day=9))
    assert standing.late(operator, now=friday.replace(day=10))


def test_what_another_zone_waits_for_is_not_counted(norcia, foligno, now, operator, operator_of_zone_8):
    for comune in (norcia, norcia, foligno):
        tell(somebody(comune), now)

    assert standing.waiting(operator, now=now) == 2
    assert standing.waiting(operator_of_zone_8, now=now) == 1
    assert [
        batch.comune for batch in printing.print_letters(now=at(now), within=standing.whose(operator))
    ] == [norcia]
    assert told.batches().count() == 1
