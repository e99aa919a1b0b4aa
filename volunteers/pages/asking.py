"""The pages of requests: for who writes them, and for who looks for a turn to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import F

from volunteers import appointments
from volunteers.asking.following import following
from volunteers.asking.requiring import required_by
from volunteers.eligibility import turns_refused
from volunteers.models import LIVE, Assignment, HelpRequest
from volunteers.turns.remedies import Reason, explained

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User
    from volunteers.models import Volunteer
    from volunteers.models.help_requests import HelpRequestQuerySet

ON_A_PAGE = 25
# Further ahead nobody chooses a turn; the answer about each is asked of the database, all in one question.
LOOKED_AT = 200
SHOWN = ("kind", "comune", "place__comune")


class Suiting(NamedTuple):
    """A turn, and why the reader may not do it; empty for who may."""

    turn: HelpRequest
    against: list[Reason]


class Request(NamedTuple):
    """A request as who coordinates reads it."""

    turn: HelpRequest
    where: str
    skills: list[Any]
    languages: list[Any]
    following: int
    is_ahead: bool


def requests(user: User, *, chosen: dict[str, Any], state: str, number: str, now: datetime) -> Page:
    """The requests of `chosen` (columns) in one `state`, where `user` coordinates; of company none."""
    rows = HelpRequest.objects.coordinated_by(user).filter(companionship=None, **chosen)
    rows = _in_state(rows, state, now).select_related(*SHOWN)
    return Paginator(rows, ON_A_PAGE).get_page(number)


def request_of(turn: HelpRequest, *, now: datetime) -> Request:
    """What `turn` asks, and how many follow it in its series."""
    is_ahead = turn.starts_at > now and turn.cancelled_at is None
    return Request(
        turn,
        appointments.where(turn),
        list(turn.skills.select_related("skill")),
        list(turn.languages.select_related("language")),
        len(following(turn, now=now)) - 1 if is_ahead else 0,
        is_ahead,
    )


def said_of(turn: HelpRequest) -> dict[str, Any]:
    """What the form of `turn` begins with."""
    asked = required_by(turn)
    columns = ("kind", "title", "story", "places", "minimum_team", "priority", "by_proposal_only")
    return {
        **{name: getattr(turn, name) for name in columns},
        **{f"skill_{skill}": level for skill, level in asked.skills.items()},
        "languages": list(asked.languages),
    }


def turns_for(
    volunteer: Volunteer | None, *, chosen: dict[str, Any], shows_all: bool, number: str, now: datetime
) -> Page:
    """The open turns that `volunteer` may do; all of them, each with why not, where `shows_all` or nobody asks.

    Those they are in already are on the page of their own turns.
    """
    rows = HelpRequest.objects.open(now).with_holes().filter(**chosen).select_related(*SHOWN)
    if volunteer is None:
        return Paginator([Suiting(turn, []) for turn in rows[:LOOKED_AT]], ON_A_PAGE).get_page(number)
    mine = Assignment.objects.for_everyone(reason="the caller's own row").filter(
        volunteer=volunteer, state__in=LIVE
    )
    found = list(rows.exclude(pk__in=mine.values("request"))[:LOOKED_AT])
    refused = turns_refused(volunteer, found)
    turns = [Suiting(turn, explained(refused.get(turn.pk, []))) for turn in found]
    return Paginator([each for each in turns if shows_all or not each.against], ON_A_PAGE).get_page(number)


def _in_state(rows: HelpRequestQuerySet, state: str, now: datetime) -> HelpRequestQuerySet:
    if state == "annullati":
        return rows.exclude(cancelled_at=None).order_by("-starts_at", "id")
    rows = rows.filter(cancelled_at=None)
    if state == "passati":
        return rows.filter(starts_at__lte=now).order_by("-starts_at", "id")
    rows = rows.filter(starts_at__gt=now).order_by("starts_at", "id")
    if state == "bozze":
        return rows.filter(published_at=None)
    return rows.filter(taken__lt=F("places")) if state == "scoperti" else rows
