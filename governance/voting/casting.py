"""A vote: open, it stays beside who gave it; secret, only that they voted, and one more in a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from governance.models import Choice, OpenVote
from governance.refusing import GovernanceError, in_words
from governance.sitting.promises import VOTES

if TYPE_CHECKING:
    from datetime import datetime

    from governance.models import BallotRight


def vote(right: BallotRight, choice: str, *, now: datetime) -> None:
    """Cast a vote, once. Raises GovernanceError: closed, given already, no such choice.

    Of a secret one nothing says when, nor which: no moment, no row of its own, no fact.
    """
    if choice not in Choice.values:
        raise GovernanceError(VOTES["a_secret_vote_is_one_of_three"][1], "choice")
    with in_words(VOTES):
        if not right.ballot.is_secret:
            OpenVote.objects.create(right=right, choice=choice, at=now)
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT governance_cast_secret(%s, %s)", [right.pk, choice])
