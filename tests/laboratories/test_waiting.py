"""The queue: who is offered what comes free, what they answer, and how it ends."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from laboratories.models import Booking, QueueStep
from laboratories.queue import waiting
from laboratories.queue.promoting import promote
from networking.models import Notice, RoleKind
from tests import activities, factories
from tests.laboratories.queues import in_queue, kinds_told, states, steps_of

pytestmark = pytest.mark.django_db
State = Booking.State


@pytest.fixture
def cycle(norcia):
    """Two places, both taken; it begins in three weeks."""
    made = activities.cycle(norcia, places=2, first_day=date(2026, 12, 16))
    activities.booking(made)
    activities.booking(made)
    return made


def free(cycle, number=1):
    """That `number` of those who have a place give it back."""
    for booking in activities.bookings().filter(state=State.CONFIRMED)[:number]:
        activities.bookings().filter(pk=booking.pk).update(
            state=State.CANCELLED_BY_FAMILY, ended_at=timezone.now()
        )


def test_who_asked_first_is_offered_the_place(cycle, now):
    first, second = in_queue(cycle), in_queue(cycle)
    free(cycle)

    assert promote(activities.pool(cycle).pk, now=now) == 1

    assert states(first) == [State.OFFERED]
    assert states(second) == [State.WAITING]
    assert activities.bookings().get(party=first).offer_expires_at - now == timedelta(hours=24)


def test_of_a_child_whom_the_desk_wrote_the_one_who_answers_is_asked(cycle, now):
    mother = factories.human("Anna Rossi", phone="+390743999902")
    child = factories.human("Lia Rossi", birth_date=date(2017, 5, 1))
    factories.tie(mother, child)
    activities.booking(cycle, child, state=State.WAITING, party=activities.party(None))
    free(cycle)

    assert promote(activities.pool(cycle).pk, now=now) == 1

    assert {each.person for each in factories.notices()} == {mother}


def test_nothing_is_offered_where_nothing_is_free(cycle, now):
    party = in_queue(cycle)

    assert promote(activities.pool(cycle).pk, now=now) == 0
    assert states(party) == [State.WAITING]


def test_nobody_overtakes_a_party_that_is_too_big(cycle, now):
    pair, single = in_queue(cycle, 2), in_queue(cycle)
    free(cycle)

    assert promote(activities.pool(cycle).pk, now=now) == 0
    assert states(pair, single) == [State.WAITING] * 3


def test_in_the_last_three_days_the_first_that_fits_is_served_and_the_other_reads_why(cycle, now):
    pair, single = in_queue(cycle, 2), in_queue(cycle)
    free(cycle)
    late = now + timedelta(days=19)

    assert promote(activities.pool(cycle).pk, now=late) == 1

    assert states(single) == [State.OFFERED]
    assert steps_of(pair) == [(QueueStep.Kind.TOO_MANY, 2, 1)]


def test_a_party_is_offered_all_its_places_or_none(cycle, now):
    pair = in_queue(cycle, 2)
    free(cycle, 2)

    assert promote(activities.pool(cycle).pk, now=now) == 2
    assert states(pair) == [State.OFFERED] * 2


def test_the_same_cause_is_not_written_every_minute(cycle, now):
    pair = in_queue(cycle, 2)
    free(cycle)
    late = now + timedelta(days=19)

    for minute in range(3):
        promote(activities.pool(cycle).pk, now=late + timedelta(minutes=minute))

    assert steps_of(pair) == [(QueueStep.Kind.TOO_MANY, 2, 1)]


def test_who_has_something_else_at_that_hour_is_passed_by_and_reads_why(cycle, norcia, now):
    busy, next_one = in_queue(cycle), in_queue(cycle)
    other = activities.cycle(norcia, first_day=cycle.first_day)
    activities.booking(other, activities.bookings().get(party=busy).person)
    free(cycle)

    promote(activities.pool(cycle).pk, now=now)

    assert states(busy, next_one) == [State.WAITING, State.OFFERED]
    assert steps_of(busy) == [(QueueStep.Kind.CLASH, 1, 1)]


def test_the_offer_is_told_with_its_end_and_a_link(cycle, now):
    party = in_queue(cycle, email="mara@example.org")
    free(cycle)

    promote(activities.pool(cycle).pk, now=now)

    told = Notice.objects.for_everyone(reason="prova").get(kind="laboratories.seat_offered")
    assert told.expires_at == activities.bookings().get(party=party).offer_expires_at
    assert told.key.startswith(f"seat_offered:{party.pk}:")


def test_accepting_confirms_and_expects_them(cycle, now):
    party = in_queue(cycle, 2)
    free(cycle, 2)
    promote(activities.pool(cycle).pk, now=now)

    waiting.accept(party.pk, by=None, now=now + timedelta(hours=1))

    assert states(party) == [State.CONFIRMED] * 2
    assert activities.presences().filter(booking__party=party, is_expected=True).count() == 2
    assert "laboratories.offer_accepted" in kinds_told()


def test_an_answer_withdraws_what_has_not_been_said_yet(cycle, now):
    party = in_queue(cycle, email="mara@example.org")
    free(cycle)
    promote(activities.pool(cycle).pk, now=now)

    waiting.decline(party.pk, by=None, now=now)

    of_the_offer = Notice.objects.for_everyone(reason="prova").filter(key__contains=str(party.pk))
    assert set(of_the_offer.values_list("state", flat=True)) == {Notice.State.WITHDRAWN}


def test_declining_passes_the_place_on(cycle, now, django_capture_on_commit_callbacks, monkeypatch):
    asked = []
    monkeypatch.setattr("laboratories.freeing._ask_to_promote", asked.append)
    party = in_queue(cycle)
    free(cycle)
    promote(activities.pool(cycle).pk, now=now)

    with django_capture_on_commit_callbacks(execute=True):
        waiting.decline(party.pk, by=None, now=now)

    assert states(party) == [State.DECLINED]
    assert asked == [activities.pool(cycle).pk]


def test_accepting_too_late_changes_nothing(cycle, now):
    party = in_queue(cycle)
    free(cycle)
    promote(activities.pool(cycle).pk, now=now)

    with pytest.raises(waiting.TooLateError):
        waiting.accept(party.pk, by=None, now=now + timedelta(hours=24))

    assert states(party) == [State.OFFERED]


def test_an_offer_is_answered_once(cycle, now):
    party = in_queue(cycle)
    free(cycle)
    promote(activities.pool(cycle).pk, now=now)
    waiting.accept(party.pk, by=None, now=now)

    with pytest.raises(waiting.AnsweredError):
        waiting.decline(party.pk, by=None, now=now)

    assert states(party) == [State.CONFIRMED]


def test_accepting_what_has_become_a_clash_says_so_and_keeps_the_offer(cycle, norcia, now):
    party = in_queue(cycle)
    free(cycle)
    promote(activities.pool(cycle).pk, now=now)
    other = activities.cycle(norcia, first_day=cycle.first_day)
    activities.booking(other, activities.bookings().get(party=party).person)

    with pytest.raises(waiting.ClashError):
        waiting.accept(party.pk, by=None, now=now)

    assert states(party) == [State.OFFERED]


def test_every_minute_what_was_not_answered_goes_to_the_next(cycle, now):
    first, second = in_queue(cycle), in_queue(cycle)
    free(cycle)
    waiting.look_after(now=now)

    did = waiting.look_after(now=now + timedelta(hours=24))

    assert did == {"ended": 1, "closed": 0, "offered": 1}
    assert states(first, second) == [State.EXPIRED, State.OFFERED]
    assert "laboratories.offer_expired" in kinds_told()


def test_more_places_are_offered_to_who_waits(cycle, now):
    party = in_queue(cycle)
    type(cycle).objects.filter(pk=cycle.pk).update(places=3)

    waiting.look_after(now=now)

    assert states(party) == [State.OFFERED]


@pytest.mark.parametrize("is_called_off", [True, False])
def test_nobody_waits_for_what_is_over(cycle, now, is_called_off):
    offered, waits = in_queue(cycle), in_queue(cycle)
    free(cycle)
    promote(activities.pool(cycle).pk, now=now)
    if is_called_off:
        type(cycle).objects.filter(pk=cycle.pk).update(called_off_at=now, called_off_because="neve")
    later = now + timedelta(minutes=1 if is_called_off else 60 * 24 * 30)

    waiting.close_queues(now=later)

    assert states(offered, waits) == [State.CANCELLED_BY_STAFF] * 2
    assert kinds_told().count("laboratories.queue_closed") == 2


BY_LETTER = {"street": "Via Roma 1", "phone": "+390743999903", "channel": "letter"}


@pytest.mark.parametrize(
    ("days_later", "channel", "days_to_answer"),
    [
        pytest.param(0, "letter", 8, id="a week more, for the post"),
        pytest.param(15, "phone", 1, id="telephoned when a week is not left"),
    ],
)
def test_who_gets_letters(cycle, now, days_later, channel, days_to_answer):
    party = in_queue(cycle, comune=cycle.venue.place.comune, **BY_LETTER)
    then = now + timedelta(days=days_later)
    free(cycle)

    promote(activities.pool(cycle).pk, now=then)

    told = Notice.objects.for_everyone(reason="prova").get(kind="laboratories.seat_offered")
    assert told.channel == channel
    assert activities.bookings().get(party=party).offer_expires_at - then == timedelta(days=days_to_answer)


def test_a_guardian_who_may_not_book_may_not_answer(cycle, norcia):
    mother = factories.person("madre@example.org", RoleKind.GUARDIAN)
    father = factories.person("padre@example.org", RoleKind.GUARDIAN)
    child = factories.child_of(mother)
    factories.tie(father.person, child, can_book=False)
    party = activities.booking(cycle, child, state=State.WAITING).party

    assert waiting.may_answer(party, mother)
    assert not waiting.may_answer(party, father)
