"""Beginning again what was given up: somebody has read why, and mended it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from networking.models import NoticeTry

from .routing import Route, route_of

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice, User
    from networking.models.notices import NoticeQuerySet


@transaction.atomic
def send_again(notices: NoticeQuerySet, *, by: User, now: datetime) -> int:
    """Put back what is dead among `notices`, by the best channel its person has today; how many.

    What still nobody can be told by any way stays where it is.
    """
    dead = notices.dead().select_related("person__account", "person__comune")
    count = 0
    for notice in dead.select_for_update(of=("self",)):
        if columns := _way_again(notice, now):
            count += dead.filter(pk=notice.pk).update(**columns, closed_at=None, reason="", last_error="")
            notice.tries.create(
                at=now, channel=columns["channel"], outcome=NoticeTry.Outcome.SENT_AGAIN, by=by
            )
    return count


def _way_again(notice: Notice, now: datetime) -> dict[str, Any]:
    """What is written to an address goes there again; a person is told the way they are reached today, if any."""
    if notice.person is None:
        there = Route(notice.channel, max(now, notice.due_at)).from_the_start
        return {**there, "address": notice.address} if notice.address else {}
    route = route_of(notice, now=now)
    return route.from_the_start if route else {}
