"""The register of decisions as people read it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from governance.models import Ballot, Decision
from governance.pages import actions

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from governance.models.decisions import DecisionQuerySet
    from networking.models import User

PROGRESS = {"done": _("attuata"), "going": _("in corso"), "late": _("in ritardo")}


class Line(NamedTuple):
    """A decision, and how it goes («attuata», «in corso», «in ritardo», or nothing)."""

    decision: Decision
    progress: str

    @property
    def label(self) -> str:
        """In words."""
        return str(PROGRESS.get(self.progress, ""))


def register(user: User | AnonymousUser, looked_for: dict[str, Any]) -> DecisionQuerySet:
    """The decisions that `user` may read, the newest first: of a body, a comune, a year, where asked."""
    found: DecisionQuerySet = Decision.objects.visible_to(user)
    if body := looked_for.get("organo"):
        found = found.filter(body=body)
    if comune := looked_for.get("comune"):
        # What names no comune is for all of them.
        found = found.filter(Q(comuni=comune) | Q(comuni=None))
    if year := looked_for.get("anno"):
        found = found.filter(year=year)
    found = found.annotate(step_due=actions.next_due())
    return found.select_related("body").order_by("-adopted_at", "-number").distinct()


def line(decision: Decision, day: date) -> Line:
    """How it goes on `day`; a decision of `register`, or one with its `step_due`."""
    return Line(decision, decision.progress_on(day, step_due=getattr(decision, "step_due", None)))


class Standing(NamedTuple):
    """How many decisions go in a way, and how many parts of a hundred they are."""

    label: str
    many: int
    percent: int


def standing(found: DecisionQuerySet, day: date) -> list[Standing]:
    """How the decisions of a `register` go on `day`: those in which there is something to do. One query."""
    rows = found.select_related(None).only("state", "due_on", "done_on", "adopted_at", "number")
    counted = Counter(line(each, day).progress for each in rows)
    whole = sum(counted[key] for key in PROGRESS) or 1
    ways = [(str(label), counted[key]) for key, label in PROGRESS.items()]
    return [Standing(label, many, round(100 * many / whole)) for label, many in ways]


def later_than(decision: Decision, user: User) -> DecisionQuerySet:
    """The decisions of its body that may end it."""
    rows: DecisionQuerySet = Decision.objects.visible_to(user).filter(
        body=decision.body_id, adopted_at__gte=decision.adopted_at
    )
    return rows.exclude(pk=decision.pk).order_by("-adopted_at")


def votes_on(decision: Decision, user: User | AnonymousUser) -> Ballot | None:
    """How it was voted; None for who may not see the meeting, and where nobody voted."""
    if not user.is_authenticated:
        return None
    return Ballot.objects.visible_to(user).filter(item=decision.item_id, outcome="adopted").first()
