"""What the law asks the portal to say of itself: which data it keeps, how far everybody can use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .retention import name_of, rules

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HISTORY = _("Storia dei cambiamenti")
WHEN_ERASED = {
    "delete": _("si cancella"),
    "forget": _("si cancella"),
    "blank": _("resta senza il tuo nome"),
    "unlink": _("resta senza il tuo nome"),
}


@dataclass(frozen=True)
class Kept:
    """A table about people: how long its rows stay, what becomes of them when somebody is erased."""

    name: str
    keep: str
    when_erased: StrOrPromise


def kept_about_people() -> list[Kept]:
    """Every table about people, from the file that the program obeys; histories are told all together."""
    told = {}
    for label, rule in rules().items():
        name = HISTORY if rule.on_erasure == "forget" else name_of(label)
        if name and not rule.is_impersonal:
            held = _("resta: {why}").format(why=rule.hold) if rule.hold else ""
            told[name] = Kept(str(name), rule.keep, held or WHEN_ERASED[rule.on_erasure])
    return list(told.values())


@dataclass(frozen=True)
class Cookie:
    """A cookie that the portal may leave in a browser."""

    name: str
    when: StrOrPromise
    purpose: StrOrPromise
    lasts: StrOrPromise


def cookies() -> list[Cookie]:
    """All of them: ours, and technical."""
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("se entri nel portale o mandi un modulo"),
            _("riconoscerti da una pagina all'altra e darti la risposta"),
            _("fino a quando esci; al massimo due settimane, per chi lavora nel portale otto ore"),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("se apri una pagina con un modulo"),
            _("essere sicuri che il modulo l'hai mandato tu"),
            _("un anno"),
        ),
        Cookie(
            "comune",
            _("se ci chiedi di ricordare il comune"),
            _("proporti quel comune quando cerchi"),
            _("sei mesi, o fino a quando ci dici di dimenticarlo"),
        ),
    ]


@dataclass(frozen=True)
class Criterion:
    """A group of criteria of WCAG 2.2 or of EN 301 549: how far it holds, how it was tried, what is missing."""

    group: StrOrPromise
    holds: StrOrPromise
    tried: StrOrPromise
    limits: StrOrPromise = ""


YES, PARTLY, NOT_HERE = _("rispettato"), _("in parte"), _("non serve qui")
AXE = _("axe su ogni tipo di pagina, dentro un browser")

ASSESSMENT = [
    Criterion(
        _("1.1 Testi alternativi"), YES, _("axe: ogni immagine ha il suo testo, o è dichiarata un ornamento")
    ),
    Criterion(_("1.2 Audio e video"), NOT_HERE, _("il portale non ne ha")),
    Criterion(
        _("1.3 Struttura adattabile"),
        YES,
        _(
            "axe; una prova automatica chiede a ogni pagina un titolo, un contenuto principale e i punti di ritorno"
        ),
    ),
    Criterion(
        _("1.4 Distinguibile: contrasto, ingrandimento, spazio"),
        PARTLY,
        _("axe per il contrasto; pagine guardate a 320, 360 e 1280 pixel; una prova che nulla esca di lato"),
        _("I nomi nel disegno della rete dei comuni, sul telefono, sono piccoli: accanto c'è l'elenco."),
    ),
    Criterion(_("2.1 Tastiera"), YES, _("percorsi fatti con la sola tastiera da una prova automatica")),
    Criterion(
        _("2.2 Tempo a disposizione"),
        PARTLY,
        _("guardato nelle impostazioni"),
        _(
            "Chi lavora nel portale esce da solo dopo 30 minuti senza usarlo, per proteggere i dati degli altri."
        ),
    ),
    Criterion(
        _("2.3 Lampeggi"), YES, _("nessuna pagina lampeggia; i movimenti si spengono se il sistema lo chiede")
    ),
    Criterion(
        _("2.4 Orientarsi"),
        YES,
        _("axe; scorciatoie, briciole di pane e titoli controllati da prove automatiche"),
    ),
    Criterion(
        _("2.5 Puntatore e dita"), YES, _("axe: ogni comando è grande almeno 24 pixel, i principali 44")
    ),
    Criterion(
        _("3.1 Leggibile"),
        PARTLY,
        _("la lingua è dichiarata su ogni pagina; testi scritti in parole semplici"),
        _("I testi sono solo in italiano."),
    ),
    Criterion(_("3.2 Prevedibile"), YES, _("ogni pagina funziona anche senza JavaScript")),
    Criterion(
        _("3.3 Aiuto quando si scrive"),
        YES,
        _(
            "prove automatiche: un errore dice che cosa e come si corregge, quello che hai scritto resta; la password si può incollare"
        ),
    ),
    Criterion(
        _("4.1 Compatibile con gli ausili"),
        PARTLY,
        AXE,
        _("Non è ancora stato provato con un lettore di schermo usato da chi lo usa tutti i giorni."),
    ),
    Criterion(
        _("EN 301 549, cap. 10: documenti PDF"),
        PARTLY,
        _(
            "i PDF sono scritti con i segni per la lettura ad alta voce (PDF/UA), controllati da una prova automatica"
        ),
        _("I moduli che gli enti caricano li scrivono loro: non li possiamo garantire."),
    ),
    Criterion(
        _("EN 301 549, cap. 11: le pagine di chi lavora nel portale"),
        PARTLY,
        AXE,
        _("Non tutte le tabelle della gestione sono state provate a mano."),
    ),
    Criterion(
        _("EN 301 549, cap. 12: aiuto e assistenza"),
        YES,
        _(
            "ogni servizio si può chiedere anche per telefono o allo sportello: i numeri sono in fondo a ogni pagina"
        ),
    ),
]
