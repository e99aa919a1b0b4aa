"""Two at once bring an action back: it comes back once; and what guards it, with the guard taken away."""

from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, transaction

from governance.convening import drafting
from governance.models import ActionReturn
from tests import database, governing
from tests.governance.test_actions import HELD, NEXT, returns, rows
from tests.governance.test_voting_at_once import at_once


@pytest.fixture
def left(transactional_db):
    """An action left open by a meeting that is over."""
    body = governing.body()
    return governing.action(governing.meeting(body, state="closed", first_call_at=HELD))


@pytest.mark.django_db(transaction=True)
def test_two_drafts_at_once_and_it_is_in_one(left):
    body = left.meeting.body

    said = at_once(*[lambda: drafting.draft(body, wanted=NEXT)] * 3)

    assert said == [None, None, None]
    assert len(returns(left)) == 1


@contextmanager
def unguarded():
    """The database without the promise that an action returns once."""
    name = "an_action_returns_once_after_a_meeting"
    database.as_owner(f"ALTER TABLE governance_actionreturn DROP CONSTRAINT {name}", None)
    try:
        yield
    finally:
        database.as_owner("DELETE FROM governance_actionreturn", None)
        database.as_owner(
            f"ALTER TABLE governance_actionreturn ADD CONSTRAINT {name} UNIQUE (action_id, after_id)", None
        )


def bring_back_at_once(left):
    """Two that look before the other has written, and do not wait for each other."""
    drafts = [governing.meeting(left.meeting.body, state="draft") for _each in range(2)]
    gate = Barrier(2)

    def bring(draft):
        with transaction.atomic():
            rows().get(pk=left.pk)
            gate.wait(10)
            ActionReturn.objects.create(action=left, meeting=draft)
            # Where the index guards, the other waits for this one to end.
            with suppress(BrokenBarrierError):
                gate.wait(2)

    refused = []

    def run(draft):
        try:
            bring(draft)
        except IntegrityError as error:
            refused.append(str(error))

    at_once(*[lambda d=each: run(d) for each in drafts])
    return refused


@pytest.mark.django_db(transaction=True)
def test_who_does_not_wait_is_refused_by_the_database(left):
    refused = bring_back_at_once(left)

    assert len(refused) == 1
    assert "an_action_returns_once_after_a_meeting" in refused[0]
    assert len(returns(left)) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_promise_it_would_come_back_twice(left):
    """The negative control."""
    with unguarded():
        refused = bring_back_at_once(left)
        twice = len(returns(left))

    assert (refused, twice) == ([], 2)
