"""Whether somebody may do a turn: one answer for pages, admin, imports, matching and the check of every minute.

The answer is `volunteers_refusals` in the database (migration 0003), which the trigger of assignments asks too: there
is no second one to keep equal. Here it becomes words.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection

from .rules import sentence

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from .models import Assignment, HelpRequest, Volunteer

REFUSED = "only_who_may_is_assigned"
Refusal = dict[str, Any]


def refusals_of(volunteers: Collection[Volunteer], request: HelpRequest) -> dict[UUID, list[Refusal]]:
    """For each of `volunteers` who may not do `request`, every reason: its code and the facts it names.

    Who may is not among the keys. One question, however many they are.
    """
    people = [volunteer.pk for volunteer in volunteers]
    return {volunteer: reasons for (_turn, volunteer), reasons in _asked([request.pk] * len(people), people)}


def turns_refused(volunteer: Volunteer, requests: Collection[HelpRequest]) -> dict[UUID, list[Refusal]]:
    """For each of `requests` that `volunteer` may not do, every reason. One question, however many they are."""
    turns = [request.pk for request in requests]
    return {turn: reasons for (turn, _volunteer), reasons in _asked(turns, [volunteer.pk] * len(turns))}


def reasons(found: Collection[Refusal]) -> list[str]:
    """`found` as people read it, a sentence for each."""
    return [sentence(refusal) for refusal in found]


def reasons_against(error: DatabaseError) -> list[str] | None:
    """Why the database refused an assignment, in sentences; None where `error` is about something else."""
    against = _against(error)
    return None if against is None else reasons(against)


def codes_against(error: DatabaseError) -> frozenset[str]:
    """The codes of why the database refused an assignment; none where `error` is about something else."""
    return frozenset(refusal["code"] for refusal in _against(error) or ())


def reasons_of_suspension(assignment: Assignment) -> list[str]:
    """Why a suspended turn is so; empty for one that is not."""
    return reasons(assignment.refusals or [])


def _against(error: DatabaseError) -> list[Refusal] | None:
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None or diagnosis.constraint_name != REFUSED:
        return None
    found: list[Refusal] = json.loads(diagnosis.message_detail)
    return found


def _asked(requests: list[UUID], volunteers: list[UUID]) -> list[tuple[tuple[UUID, UUID], list[Refusal]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT request_id, volunteer_id, code, fact FROM volunteers_refusals(%s::uuid[], %s::uuid[])"
            " ORDER BY code, fact::text",
            [requests, volunteers],
        )
        rows = cursor.fetchall()
    found: dict[tuple[UUID, UUID], list[Refusal]] = defaultdict(list)
    for request, volunteer, code, fact in rows:
        # psycopg gives jsonb as text: Django has it so, for its own field to read.
        found[request, volunteer].append({"code": code, **json.loads(fact)})
    return list(found.items())
