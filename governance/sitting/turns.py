"""The turn that whoever writes in a sitting takes on its meeting: one after the other, each with a moment of its own."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from governance.models import Ballot, Meeting, Presence

if TYPE_CHECKING:
    from datetime import datetime

TURNS = "chi scrive in una riunione aspetta il suo turno"
AN_INSTANT = timedelta(microseconds=1)


def take(meeting: Meeting) -> Meeting:
    """The meeting as it is now; whoever comes after waits for the end of the transaction."""
    rows = Meeting.objects.for_everyone(reason=TURNS).select_related("rule", "body")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)


def moment(meeting: Meeting, now: datetime) -> datetime:
    """`now`, or just after the last thing that was written there: two acts at once are one after the other."""
    ballots = Ballot.objects.for_everyone(reason=TURNS).filter(item__meeting=meeting)
    presences = Presence.objects.for_everyone(reason=TURNS).filter(meeting=meeting)
    written = [
        *ballots.values_list("opened_at", "closed_at"),
        *presences.values_list("from_at", "until_at"),
    ]
    last = max((each for pair in written for each in pair if each is not None), default=None)
    return now if last is None or last < now else last + AN_INSTANT


def live(meeting: Meeting, item_ids: list[Any], at: datetime) -> dict[Any, dict[str, Any]]:
    """For each point, the rule and who is there at `at`, as the database would freeze them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.id, governance_rule_of(i.id)::text, governance_who_is_there(i.id, %s)::text"
            " FROM governance_agendaitem i WHERE i.meeting_id = %s AND i.id = ANY(%s)",
            [at, meeting.pk, item_ids],
        )
        rows = cursor.fetchall()
    return {pk: {"rule": json.loads(rule), "snapshot": json.loads(snapshot)} for pk, rule, snapshot in rows}
