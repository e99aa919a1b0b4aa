"""What to do about each reason against a turn; plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from volunteers.rules import sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

COORDINATOR = _("Parlane con chi coordina i volontari del tuo comune.")
REMEDIES = {
    "request_closed": _("Guarda gli altri turni: altrove serve una mano."),
    "not_active": _("Il passo che manca lo fissa chi coordina: ti chiama, o chiamalo tu."),
    "no_agreement": _("Leggi e accetta l'accordo in «Il mio percorso», o chiedilo a chi coordina."),
    "not_registered": _("Ti iscrive chi coordina: chiedi da quando."),
    "not_insured": _("La fa l'associazione, non ti costa niente: chiedi a chi coordina."),
    "credential_missing": _("Chiedi a chi coordina come si ottiene o si rinnova."),
    "birth_date_unknown": _("Dilla allo sportello, o a chi coordina."),
    "too_young": _("Ci sono altri aiuti adatti alla tua età."),
    "no_parent_consent": _("Chi risponde di te dà il consenso dalla sua area o allo sportello."),
    "parent_not_met": _("Di' a chi risponde di te di aspettare la nostra telefonata."),
    "at_night": _("Scegli un turno tra le 6 e le 22."),
    "no_adult_beside": _("Torna quando si è segnato un adulto, o chiedi a chi coordina."),
    "not_of_this_pair": _("Guarda gli altri turni: altrove serve una mano."),
    "busy": _("Se preferisci questo, prima rinuncia all'altro."),
    "skill_missing": _("Se lo sai fare, scrivilo fra le tue capacità."),
    "language_missing": _("Se la parli, scrivilo fra le tue capacità."),
    "leads_elsewhere": _("Scegli un turno in altre ore."),
}


class Reason(NamedTuple):
    """Why not, and what to do."""

    sentence: str
    remedy: str


def explained(refusals: Collection[Mapping[str, Any]]) -> list[Reason]:
    """Each reason with what to do about it."""
    return [Reason(sentence(each), str(REMEDIES.get(each["code"], COORDINATOR))) for each in refusals]
