"""Writing a request for help; and publishing it, from when volunteers read of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from networking import facts
from networking.rules import ITALY
from volunteers.models import HelpRequest

from .refusing import AskError, held, in_words, refuse_unless_ahead
from .requiring import Requirements, require

if TYPE_CHECKING:
    from datetime import date, time

WRITTEN, PUBLISHED = "volunteers.request_written", "volunteers.request_published"


def write(
    *, wanted: dict[str, Any], requirements: Requirements, is_published: bool, now: datetime
) -> HelpRequest:
    """Write a request of the columns `wanted`, for a moment that is still to come. Raises AskError."""
    refuse_past(wanted["local_date"], wanted["local_start"], now)
    with in_words():
        made = HelpRequest.objects.create(**wanted, published_at=now if is_published else None)
        require(made, requirements)
        facts.record(WRITTEN, made, now=now)
    made.refresh_from_db()
    return made


def publish(request: HelpRequest, *, now: datetime) -> None:
    """Let volunteers read of `request`; twice is once. Raises AskError once it began or is called off."""
    with in_words():
        [turn] = held([request.pk])
        refuse_unless_ahead(turn, now)
        if turn.published_at is None:
            turn.published_at = now
            turn.save(update_fields=["published_at"])
            facts.record(PUBLISHED, turn, now=now)


def refuse_past(day: date, start: time, now: datetime) -> None:
    """Raise AskError for a moment of Rome that has gone."""
    if datetime.combine(day, start, tzinfo=ITALY) <= now:
        raise AskError(_("Scegli un giorno e un'ora che devono ancora venire."))
