"""What to do when something a volunteer has ends; plain words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

RENEWALS = {
    "clearance": _(
        "Chiedi a chi coordina che cosa portare: guarda il documento e te lo restituisce, non lo conserviamo."
    ),
    "agreement": _(
        "Rileggilo in «Il mio percorso» e di' di nuovo di sì, o firmalo su carta da chi coordina."
    ),
    "insurance": _("La rinnova l'associazione, non ti costa niente: chiedi a chi coordina se è già fatto."),
}
COURSE = _("Serve un nuovo corso: chiedi a chi coordina quando c'è il prossimo.")


def to_renew(what: str) -> str:
    """What to do when `what` (a kind of credential, «insurance», «agreement») ends."""
    return str(RENEWALS.get(what, COURSE))
