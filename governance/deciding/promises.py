"""What the database refuses of a decision, in the words in which people read it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DECISIONS = {
    "one_decides_in_a_meeting_of_the_body": (
        None,
        _("Si decide in una riunione in corso, o appena conclusa, di questo organo."),
    ),
    "what_was_not_adopted_is_no_decision": (
        None,
        _(
            "Su questo punto si è votato e la proposta non è stata approvata: non c'è una decisione da scrivere."
        ),
    ),
    "a_decision_stays": (
        None,
        _("Una decisione presa non si cambia: un'altra decisione la revoca o ne prende il posto."),
    ),
    "a_later_decision_of_the_body_ends_it": (
        "by",
        _("Scegli una decisione dello stesso organo, presa dopo questa."),
    ),
}
