"""Why somebody may not do a turn, in words; plain values, no query and no clock."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networking.models import CredentialKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# One sentence for each code of `volunteers_refusals`; those that need its facts are functions below.
PLAIN = {
    "request_closed": gettext_lazy("Il turno è stato annullato."),
    "not_active": gettext_lazy(
        "Il percorso per diventare volontaria o volontario non è finito, o è in pausa."
    ),
    "no_agreement": gettext_lazy("Manca l'accordo di volontariato."),
    "not_registered": gettext_lazy("Quel giorno non è nel registro dei volontari."),
    "not_insured": gettext_lazy(
        "Per tutto il turno serve l'assicurazione per infortuni, malattia e danni ad altri: manca."
    ),
    "birth_date_unknown": gettext_lazy("Manca la data di nascita."),
    "no_parent_consent": gettext_lazy("Ha meno di 18 anni e manca il consenso di chi ne risponde."),
    "parent_not_met": gettext_lazy("Ha meno di 18 anni e non abbiamo ancora sentito chi ne risponde."),
    "at_night": gettext_lazy("Ha meno di 18 anni: niente turni dalle 22 alle 6."),
    "no_adult_beside": gettext_lazy("Ha meno di 18 anni: prima serve un adulto nello stesso turno."),
    "leads_elsewhere": gettext_lazy("In quelle ore conduce un'attività."),
}


def sentence(refusal: Mapping[str, Any]) -> str:
    """The reason `refusal` (its code, and the facts it names) as a person reads it."""
    code = refusal["code"]
    written = WITH_FACTS.get(code)
    return written(refusal) if written else str(PLAIN[code])


def _works_here(refusal: Mapping[str, Any]) -> str:
    until = refusal.get("until")
    if not until:
        return _("Lavora per l'ente: chi è pagato non può esserne volontario.")
    day = date_format(date.fromisoformat(until), "j F Y")
    return _("Lavora per l'ente fino al %(day)s: chi è pagato non può esserne volontario.") % {"day": day}


def _credential_missing(refusal: Mapping[str, Any]) -> str:
    what = CredentialKind(refusal["kind"]).label
    return _("Manca, o quel giorno è scaduta: %(what)s.") % {"what": what}


def _too_young(refusal: Mapping[str, Any]) -> str:
    return _("Quel giorno ha %(age)s anni: per questo aiuto ne servono %(youngest)s.") % refusal


def _busy(refusal: Mapping[str, Any]) -> str:
    minutes = refusal["minutes"]
    if not minutes:
        return _("In quelle ore ha già un altro turno.")
    return (
        ngettext(
            "Ha un altro turno, e per arrivare serve %(minutes)s minuto.",
            "Ha un altro turno, e per arrivare servono %(minutes)s minuti.",
            minutes,
        )
        % refusal
    )


WITH_FACTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "works_here": _works_here,
    "credential_missing": _credential_missing,
    "too_young": _too_young,
    "busy": _busy,
}
