"""Who was given a place before their turn, for a second pair of eyes: by whom, when, why, and before whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from laboratories.models import Cycle, Party, Pool
from laboratories.queue.overtaking import OVERTAKEN, Reason
from laboratories.rules import spoken_code
from networking.models import Fact, User

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

LOOKING = "chi è passato avanti, riletto da un'altra persona"


@dataclass(frozen=True)
class Overtaking:
    """A party that went before others: codes, and never names."""

    at: datetime
    by: str
    why: str
    what: Pool
    code: str
    passed: list[str]


def facts_of(user: User) -> QuerySet[Fact]:
    """The overtakings of the queues that `user` runs, the latest first."""
    run = Pool.objects.filter(cycle__in=Cycle.objects.run_by(user))
    mine = run.annotate(number=Cast("pk", CharField())).values("number")
    return Fact.objects.filter(kind=OVERTAKEN, about__in=mine).order_by("-pk")


def in_words(facts: Sequence[Fact]) -> list[Overtaking]:
    """What each of `facts` says; who has left the portal since has no name."""
    needed = Pool.objects.select_related("session__cycle__activity", "cycle__activity")
    pools = {str(each.pk): each for each in needed.filter(pk__in=[int(fact.about) for fact in facts])}
    codes, labels = _codes(facts), {value: str(label) for value, label in Reason.choices}
    who = {fact.data["by"] for fact in facts if fact.data.get("by")}
    people = {str(each.pk): str(each) for each in User.objects.filter(pk__in=who)}
    return [
        Overtaking(
            at=fact.happened_at,
            by=people.get(fact.data.get("by"), "—"),
            why=labels.get(fact.data.get("because"), ""),
            what=pools[fact.about],
            code=codes.get(fact.data["party"], "—"),
            passed=[codes[each] for each in fact.data.get("passed", ()) if each in codes],
        )
        for fact in facts
        if fact.about in pools
    ]


def _codes(facts: Sequence[Fact]) -> dict[str, str]:
    named = {UUID(each) for fact in facts for each in (fact.data["party"], *fact.data.get("passed", ()))}
    parties = Party.objects.for_everyone(reason=LOOKING).filter(pk__in=named)
    return {str(pk): spoken_code(code) for pk, code in parties.values_list("pk", "code")}
