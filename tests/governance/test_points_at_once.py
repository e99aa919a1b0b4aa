"""Two at once bring back a point nobody reached: it comes back exactly once; and what guards it, taken away."""

from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, connection, transaction

from governance.convening import drafting
from governance.models import AgendaItem
from tests import database, governing
from tests.governance.convened import WHEN
from tests.governance.test_voting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def left(transactional_db):
    """A point put off by a meeting that is over."""
    held = governing.meeting(governing.body(), state="closed")
    governing.agenda_of(held).update(outcome="postponed")
    return governing.agenda_of(held).select_related("meeting__body").get()


def come_back(left):
    """How many points of other meetings are `left`, brought back."""
    return AgendaItem.objects.for_everyone(reason="prova").filter(carried_from=left).count()


def test_of_three_drafts_at_once_one_has_it(left):
    said = at_once(*[lambda: drafting.draft(left.meeting.body, wanted=WHEN)] * 3)

    assert said == [None, None, None]
    assert come_back(left) == 1


@contextmanager
def unguarded():
    """The database without the promise that a point comes back once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'governance_agendaitem'::regclass"
            " AND contype = 'u' AND pg_get_constraintdef(oid) = 'UNIQUE (carried_from_id)'"
        )
        (name,) = cursor.fetchone()
    database.as_owner(f'ALTER TABLE governance_agendaitem DROP CONSTRAINT "{name}"', None)
    try:
        yield
    finally:
        database.as_owner("DELETE FROM governance_agendaitem WHERE carried_from_id IS NOT NULL", None)
        database.as_owner(
            f'ALTER TABLE governance_agendaitem ADD CONSTRAINT "{name}" UNIQUE (carried_from_id)', None
        )


def bring_back_at_once(left):
    """Two that look before the other has written, and do not wait for each other; what the database refused."""
    drafts = [governing.meeting(left.meeting.body, state="draft") for _each in range(2)]
    gate, refused = Barrier(2), []

    def bring(draft):
        try:
            with transaction.atomic():
                (item,) = drafting.left_over(left.meeting.body)
                gate.wait(10)
                AgendaItem.objects.create(meeting=draft, position=9, carried_from=item, title=item.title)
                # Where the index guards, the other waits for this one to end.
                with suppress(BrokenBarrierError):
                    gate.wait(2)
        except IntegrityError as error:
            refused.append(str(error))

    at_once(*[lambda d=each: bring(d) for each in drafts])
    return refused


def test_who_does_not_wait_is_refused_by_the_database(left):
    refused = bring_back_at_once(left)

    assert len(refused) == 1
    assert "carried_from" in refused[0]
    assert come_back(left) == 1


def test_without_the_promise_it_would_come_back_twice(left):
    """The negative control."""
    with unguarded():
        refused = bring_back_at_once(left)
        twice = come_back(left)

    assert (refused, twice) == ([], 2)
