"""Why somebody may not do a turn, in words; plain values, no query and no clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networking.models import CredentialKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# From then on what ends is said to end, and may be renewed.
SOON = timedelta(days=30)
# One sentence for each code of `volunteers_refusals`; those that need its facts are functions below.
PLAIN = {
    "request_closed": gettext_lazy("Il turno è stato annullato."),
    "not_active": gettext_lazy(
        "Il percorso per diventare volontaria o volontario non è finito, o è in pausa."
    ),
    "not_registered": gettext_lazy("Per quel giorno manca l'iscrizione nel registro dei volontari."),
    "not_insured": gettext_lazy(
        "Per tutto il turno serve l'assicurazione per infortuni, malattia e danni ad altri: manca."
    ),
    "birth_date_unknown": gettext_lazy("Manca la data di nascita."),
    "no_parent_consent": gettext_lazy("Prima dei 18 anni serve il consenso di chi ne risponde: manca."),
    "parent_not_met": gettext_lazy("Prima dei 18 anni sentiamo chi ne risponde: non è ancora successo."),
    "at_night": gettext_lazy("Prima dei 18 anni niente turni dalle 22 alle 6."),
    "no_adult_beside": gettext_lazy("Prima dei 18 anni serve un adulto nello stesso turno: ancora non c'è."),
    "not_of_this_pair": gettext_lazy("È l'incontro di un'altra coppia, o di una che si è conclusa."),
    "leads_elsewhere": gettext_lazy("In quelle ore c'è un'attività da condurre."),
}


def sentence(refusal: Mapping[str, Any]) -> str:
    """The reason `refusal` (its code, and the facts it names) as a person reads it."""
    code = refusal["code"]
    written = WITH_FACTS.get(code)
    return written(refusal) if written else str(PLAIN[code])


def _works_here(refusal: Mapping[str, Any]) -> str:
    until = refusal.get("until")
    if not until:
        return _("Chi è pagato dall'ente non può esserne volontario.")
    day = date_format(date.fromisoformat(until), "j F Y")
    return _("Chi è pagato dall'ente non può esserne volontario: qui fino al %(day)s.") % {"day": day}


def _no_agreement(refusal: Mapping[str, Any]) -> str:
    until = refusal.get("until")
    if not until:
        return _("Manca l'accordo di volontariato.")
    day = date_format(date.fromisoformat(until), "j F Y")
    return _("L'accordo di volontariato vale fino al %(day)s: per quel turno va rinnovato.") % {"day": day}


def _credential_missing(refusal: Mapping[str, Any]) -> str:
    what = CredentialKind(refusal["kind"]).label
    return _("Manca, o quel giorno è scaduta: %(what)s.") % {"what": what}


def _too_young(refusal: Mapping[str, Any]) -> str:
    return _("Per questo aiuto servono %(youngest)s anni: quel giorno sono %(age)s.") % refusal


def _busy(refusal: Mapping[str, Any]) -> str:
    minutes = refusal["minutes"]
    if not minutes:
        return _("In quelle ore c'è già un altro turno.")
    return (
        ngettext(
            "C'è un altro turno, e per arrivare serve %(minutes)s minuto.",
            "C'è un altro turno, e per arrivare servono %(minutes)s minuti.",
            minutes,
        )
        % refusal
    )


def _skill_missing(refusal: Mapping[str, Any]) -> str:
    how = {2: _(" almeno bene"), 3: _(" molto bene")}.get(refusal["level"], "")
    return _("Il turno chiede di saper fare%(how)s: %(what)s.") % {"how": how, "what": refusal["skill"]}


def _language_missing(refusal: Mapping[str, Any]) -> str:
    return _("Il turno chiede una lingua che manca: %(language)s.") % refusal


WITH_FACTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "works_here": _works_here,
    "no_agreement": _no_agreement,
    "credential_missing": _credential_missing,
    "too_young": _too_young,
    "busy": _busy,
    "skill_missing": _skill_missing,
    "language_missing": _language_missing,
}
