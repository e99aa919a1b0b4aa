"""A decision is carried out; or another one revokes it, or takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import Decision
from governance.refusing import GovernanceError, in_words

from .promises import DECISIONS

if TYPE_CHECKING:
    from datetime import date

ENDING = "scrivere come va avanti una decisione"


def end(decision: Decision, *, state: str, by: Decision) -> None:
    """`by` revokes `decision` (`state` revoked) or takes its place (superseded). Raises GovernanceError."""
    with in_words(DECISIONS):
        found = _locked(decision)
        if found.state != Decision.State.ADOPTED:
            raise GovernanceError(
                _("Non è più in vigore: nel frattempo un'altra decisione l'ha già conclusa.")
            )
        found.state, found.ended_by = state, by
        found.save(update_fields=["state", "ended_by"])


def carry_out(decision: Decision, *, on: date) -> None:
    """It was carried out `on` that day. Twice is once. Raises GovernanceError."""
    with in_words(DECISIONS):
        found = _locked(decision)
        if found.done_on is not None:
            return
        if found.state != Decision.State.ADOPTED:
            raise GovernanceError(_("Non è più in vigore: non c'è più niente da attuare."))
        found.done_on = on
        found.save(update_fields=["done_on"])


def _locked(decision: Decision) -> Decision:
    rows = Decision.objects.for_everyone(reason=ENDING)
    found: Decision = rows.select_for_update(no_key=True).get(pk=decision.pk)
    return found
