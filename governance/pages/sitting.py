"""A sitting as who keeps it sees it; the ballots as who votes reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Prefetch
from django.utils import timezone

from governance.agenda_trees import in_order
from governance.convening.entitled import called_to
from governance.forms.sitting import (
    AnnulForm,
    BallotForm,
    BeginForm,
    EnterForm,
    ProxyForm,
    RecuseForm,
    VoteForm,
)
from governance.models import AgendaItem, Ballot, BallotRight, Meeting, OpenVote, Presence, Proxy, Recusal
from governance.sitting import turns
from governance.voting import balloting
from governance.voting.rules import Answer, Rule, Snapshot, quorum

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Person, User
    from networking.models.persons import PersonQuerySet

GOES_ON = (Meeting.State.CONVENED, Meeting.State.OPEN)
VOTING = "chi apre una votazione vede chi ha votato"


class Live(NamedTuple):
    """A point, and whether one could vote on it now."""

    number: str
    item: AgendaItem
    answer: Answer | None


class Asked(NamedTuple):
    """A ballot, with the votes that are the reader's and the form to cast each; who voted what, closed and not secret."""

    ballot: Ballot
    mine: list[tuple[BallotRight, VoteForm | None]]
    votes: list[OpenVote]
    is_hardly_secret: bool


class Board(NamedTuple):
    """Everything that who keeps a sitting sees and does."""

    meeting: Meeting
    there: list[Presence]
    gone: list[Presence]
    away: list[Person]
    points: list[Live]
    recusals: list[Recusal]
    ballot: Ballot | None
    rights: list[BallotRight]
    closed: list[Ballot]
    forms: dict[str, Any]

    @property
    def unseen(self) -> list[str]:
        """What was refused by a form that the page shows no longer: meanwhile the sitting went on."""
        is_open, goes_on = self.meeting.state == Meeting.State.OPEN, self.meeting.state in GOES_ON
        seen = {
            "begin": self.meeting.state == Meeting.State.CONVENED,
            "enter": goes_on,
            "recuse": goes_on,
            "ballot": is_open and self.ballot is None,
            "annul": self.ballot is not None,
        }
        return [
            str(error)
            for name, form in self.forms.items()
            if form.is_bound and not seen[name]
            for errors in form.errors.values()
            for error in errors
        ]


def people_of(meeting: Meeting) -> PersonQuerySet:
    """Those called to it."""
    return called_to(meeting.body, timezone.localdate(meeting.first_call_at))


def board(user: User, meeting: Meeting, *, now: datetime, typed: dict[str, Any] | None = None) -> Board:
    """The sitting at `now`; `typed` has the forms that were refused."""
    presences = list(Presence.objects.visible_to(user).filter(meeting=meeting))
    there = [each for each in presences if each.until_at is None]
    inside = {each.person_id for each in there}
    items = list(AgendaItem.objects.visible_to(user).filter(meeting=meeting))
    ballots = list(Ballot.objects.kept_by(user).filter(item__meeting=meeting).select_related("item"))
    ballot = next((each for each in ballots if each.closed_at is None), None)
    rights = BallotRight.objects.for_everyone(reason=VOTING).filter(ballot=ballot) if ballot else []
    return Board(
        meeting=meeting,
        there=there,
        gone=[each for each in presences if each.until_at is not None],
        away=[each for each in people_of(meeting) if each.pk not in inside],
        points=_live(meeting, items, now),
        recusals=list(Recusal.objects.visible_to(user).filter(item__meeting=meeting).select_related("item")),
        ballot=ballot,
        rights=list(rights),
        closed=[each for each in ballots if each.closed_at is not None],
        forms=forms_of(meeting) | (typed or {}),
    )


def forms_of(meeting: Meeting) -> dict[str, Any]:
    """The forms of a sitting, empty."""
    people, items = people_of(meeting), AgendaItem.objects.for_everyone(reason=VOTING).filter(meeting=meeting)
    return {
        "begin": BeginForm(people=people),
        "enter": EnterForm(people=people),
        "recuse": RecuseForm(people=people, items=items),
        "ballot": BallotForm(items=items),
        "annul": AnnulForm(),
    }


def asked(
    user: User, meeting: Meeting, *, typed: dict[Any, VoteForm] | None = None, may_read: bool = True
) -> list[Asked]:
    """The ballots of `meeting` that `user` reads, the open one first, with the votes they cast."""
    mine = BallotRight.objects.of_user(user).order_by("name")
    open_votes = OpenVote.objects.visible_to(user).select_related("right").order_by("right__name")
    rows = Ballot.objects.visible_to(user).filter(item__meeting=meeting).select_related("item")
    ballots = list(rows.order_by("-opened_at").prefetch_related(Prefetch("rights", mine, to_attr="mine")))
    votes: dict[Any, list[OpenVote]] = {}
    for vote in open_votes.filter(right__ballot__in=[each.pk for each in ballots if each.closed_at]):
        votes.setdefault(vote.right.ballot_id, []).append(vote)
    return [
        Asked(
            ballot=each,
            mine=[(right, _form(each, right, typed or {})) for right in each.mine],
            votes=votes.get(each.pk, []) if may_read else [],
            is_hardly_secret=balloting.is_hardly_secret(each),
        )
        for each in ballots
    ]


def proxies(user: User, meeting: Meeting, *, typed: ProxyForm | None = None) -> dict[str, Any]:
    """Who votes for whom in `meeting`, and the form to write one more."""
    rows = Proxy.objects.visible_to(user).filter(meeting=meeting).select_related("document")
    return {"meeting": meeting, "proxies": list(rows), "form": typed or ProxyForm(people=people_of(meeting))}


def _form(ballot: Ballot, right: BallotRight, typed: dict[Any, VoteForm]) -> VoteForm | None:
    if ballot.closed_at is not None or right.has_voted:
        return None
    return typed.get(right.pk) or VoteForm(prefix=str(right.pk))


def _live(meeting: Meeting, items: list[AgendaItem], now: datetime) -> list[Live]:
    known = turns.live(meeting, [each.pk for each in items], now) if meeting.rule_id else {}
    answers = {
        pk: quorum(Rule.read(each["rule"]), Snapshot.read(each["snapshot"])) for pk, each in known.items()
    }
    return [Live(each.number, each.item, answers.get(each.item.pk)) for each in in_order(items)]
