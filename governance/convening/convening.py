"""To convene: the rules and the agenda freeze, and everybody who is called is told, all at once or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import BodyRule, Convocation, Meeting
from governance.refusing import GovernanceError, in_words

from .drafting import items_of, locked_draft
from .entitled import called_to, day_of
from .noticing import refuse_late
from .promises import PROMISES
from .sending import freeze, summon

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User


def convene(meeting: Meeting, *, because: str = "", by: User, now: datetime) -> Convocation:
    """Convene a draft under the rules in force on its day; `because`: why the notice is short, where it is.

    Raises GovernanceError: no rules on that day, nothing to talk about, nobody to call, too late, not as rules say.
    """
    with in_words(PROMISES):
        drafted = locked_draft(meeting)
        rule = rule_for(drafted)
        refuse_late(rule, sent=now, called=drafted.first_call_at, because=because)
        items = list(items_of(drafted))
        if not items:
            raise GovernanceError(_("L'ordine del giorno è vuoto: scrivi almeno un punto."))
        people = list(called_to(drafted.body, day_of(drafted.first_call_at)))
        if not people:
            raise GovernanceError(
                _("In questo organo quel giorno non siede nessuno: scrivi prima gli incarichi.")
            )
        convocation = freeze(
            drafted, items, by=by, now=now, kind=Convocation.Kind.CONVENED, late_because=because
        )
        items_of(drafted).update(notified_in=convocation.revision)
        drafted.state, drafted.rule, drafted.convened_at = Meeting.State.CONVENED, rule, now
        drafted.late_because = because
        drafted.save(update_fields=["state", "rule", "convened_at", "late_because"])
        summon(convocation, people, now=now)
    return convocation


def rule_for(meeting: Meeting) -> BodyRule:
    """The rules under which a draft would be convened: those of its day. Raises GovernanceError."""
    rule = BodyRule.objects.in_force_on(meeting.body, day_of(meeting.first_call_at))
    if rule is None:
        raise GovernanceError(
            _("Quel giorno l'organo non ha regole adottate: scrivile prima in gestione."), "first_call_at"
        )
    return rule
