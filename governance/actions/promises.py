"""What the database refuses of an action, in the words in which people read it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "an_action_comes_out_of_a_meeting": (
        None,
        _("Un'azione si scrive in una riunione in corso, o che c'è già stata."),
    ),
    "an_action_is_of_a_point_of_its_meeting": ("item", _("Scegli un punto di questa riunione.")),
    "an_action_is_of_a_decision_of_its_body": ("decision", _("Scegli una decisione di questo organo.")),
    "an_action_stays": (
        None,
        _("Un'azione scritta non si cambia: si chiude dicendo perché, e se ne scrive un'altra."),
    ),
    "an_action_ends_once": (None, _("Nel frattempo qualcun altro l'ha già chiusa.")),
    "a_dropped_action_says_why": ("outcome", _("Scrivi perché non si fa più.")),
}
