"""The words of what is told of a path, at the moment they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.outbox import Kind, Words
from networking.rules import ADULT_AGE
from volunteers.models import Volunteer

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

RECEIVED, APPLIED = "volunteers.path_received", "volunteers.path_new"
PARENT, NEXT_STEP = "volunteers.path_parent", "volunteers.path_next"
ACTIVE, REFUSED, ENDED = "volunteers.path_active", "volunteers.path_refused", "volunteers.path_ended"
MINE = "volunteers:path"
State = Volunteer.State
LETTERS = {
    "nothing_near": gettext_lazy(
        "Adesso, vicino a dove abiti, non c'è un aiuto adatto a quello che ci hai detto. "
        "I bisogni cambiano: riprova tra qualche mese, ci fa piacere."
    ),
    "other_preparation": gettext_lazy(
        "Per quello che vorresti fare serve una preparazione che adesso non possiamo darti. "
        "Se ti va di aiutare in un altro modo, scrivici di nuovo."
    ),
    "together": gettext_lazy(
        "Come ci siamo detti, per adesso non andiamo avanti. Se cambia qualcosa, la porta è aperta."
    ),
    "not_found": gettext_lazy(
        "Abbiamo provato a sentirti e non ci siamo riusciti. Se vuoi ancora aiutare, fai di nuovo la richiesta."
    ),
}


def _received(notice: Notice, now: datetime) -> Words | None:
    row = _at(notice, State.CANDIDATE)
    if row is None:
        return None
    parent = _(
        "Hai meno di 18 anni: serve anche il sì di chi risponde di te. Ti diciamo come nella tua pagina."
    )
    return Words(
        subject=_("Grazie: abbiamo la tua richiesta di aiutare"),
        paragraphs=(
            _("Chi coordina i volontari della tua zona ti chiama per conoscerti. Non devi preparare niente."),
            *([parent] if is_minor(row, now) else []),
            _("Se cambi idea lo dici quando vuoi, senza spiegare perché."),
        ),
        short=_("Grazie: abbiamo la tua richiesta di aiutare. Ti chiamiamo per conoscerti."),
        link=reverse(MINE),
        link_label=_("A che punto sono"),
    )


def _parent(notice: Notice, now: datetime) -> Words | None:
    """None when they are of age meanwhile, or have stopped."""
    row = _at(notice, State.CANDIDATE, State.MEETING)
    if row is None or not is_minor(row, now):
        return None
    told = {"who": row.person.given_name}
    return Words(
        subject=_("{who} vuole fare volontariato: serve il tuo sì").format(**told),
        paragraphs=(
            _("{who} ha chiesto di aiutare nel progetto. Ha meno di 18 anni: decidi tu se può.").format(
                **told
            ),
            _("Non è mai sola o solo con chi riceve aiuto, non fa turni di notte ed è con un adulto."),
            _("Prima che cominci, chi coordina i volontari ti incontra o ti telefona."),
        ),
        short=_("{who} vuole fare volontariato: serve il tuo sì. Guarda nella tua area.").format(**told),
        link=reverse("volunteers:parent_consent", args=[row.person_id]),
        link_label=_("Leggi e decidi"),
    )


def _applied(notice: Notice, now: datetime) -> Words | None:
    """None when somebody has met them already."""
    row = _at(notice, State.CANDIDATE)
    if row is None:
        return None
    told = {"who": row.person, "where": row.person.comune or row.person.zone}
    return Words(
        subject=_("{who} vuole aiutare ({where})").format(**told),
        paragraphs=(
            _("{who}, {where}, ha chiesto di fare volontariato.").format(**told),
            _("Chiama entro qualche giorno: chi aspetta troppo cambia idea."),
        ),
        short=_("{who} ({where}) vuole fare volontariato: aspetta una chiamata.").format(**told),
        link=reverse("volunteers:candidate", args=[row.pk]),
        link_label=_("Apri la sua scheda"),
    )


def _next_step(notice: Notice, _now: datetime) -> Words | None:
    row = _at(notice, State.MEETING)
    if row is None:
        return None
    return Words(
        subject=_("Ecco che cosa manca per cominciare"),
        paragraphs=(
            _("Ci siamo conosciuti: grazie del tempo che ci hai dato."),
            _(
                "Adesso leggi l'accordo di volontariato e accettalo. Se preferisci la carta, chiedila a chi coordina."
            ),
            _("Al registro e all'assicurazione pensiamo noi. Non ti costa niente."),
        ),
        short=_("Ci siamo conosciuti, grazie! Adesso leggi e accetta l'accordo di volontariato."),
        link=reverse(MINE),
        link_label=_("Leggi l'accordo"),
    )


def _active(notice: Notice, _now: datetime) -> Words | None:
    row = _at(notice, State.ACTIVE)
    if row is None:
        return None
    told = {"who": row.person.given_name}
    return Words(
        subject=_("Puoi cominciare, {who}").format(**told),
        paragraphs=(
            _("Sei nel registro dei volontari e hai l'assicurazione. Grazie di esserci."),
            _("Di' quando puoi e che cosa ti piace fare: così ti chiediamo le cose giuste."),
            _("Puoi sempre dire di no, e fermarti quando vuoi."),
        ),
        short=_("Puoi cominciare, {who}: sei tra i volontari. Grazie di esserci.").format(**told),
        link=reverse("volunteers:availability"),
        link_label=_("Quando posso"),
    )


def _refused(notice: Notice, _now: datetime) -> Words | None:
    row = _at(notice, State.REFUSED)
    if row is None:
        return None
    letter = next((words for because, words in LETTERS.items() if f":{because}:" in notice.key), "")
    return Words(
        subject=_("La tua richiesta di aiutare"),
        paragraphs=(
            _("Grazie di averci offerto il tuo tempo."),
            *([str(letter)] if letter else []),
            _(
                "Non è un giudizio su di te. Se hai domande, chiama chi coordina i volontari: ti risponde volentieri."
            ),
        ),
        short=_("Per adesso la tua richiesta di aiutare non va avanti. Grazie di averla fatta."),
        link=reverse("volunteers:home"),
        link_label=_("Che cosa serve e dove"),
    )


def _ended(notice: Notice, _now: datetime) -> Words | None:
    row = _at(notice, State.ENDED)
    if row is None:
        return None
    return Words(
        subject=_("Grazie di tutto"),
        paragraphs=(
            _("Da oggi non fai più volontariato con noi: non ti chiediamo altro."),
            _(
                "Il tempo che hai dato è servito a qualcuno. Le tue ore restano scritte, se ti serve un attestato."
            ),
            _("Se un giorno vuoi tornare, ti aspettiamo."),
        ),
        short=_("Da oggi non fai più volontariato con noi. Grazie di tutto quello che hai fatto."),
    )


def is_minor(row: Volunteer, now: datetime) -> bool:
    """Whether who asks to help is under age at `now`."""
    age = row.person.age_on(localdate(now))
    return age is not None and age < ADULT_AGE


def _at(notice: Notice, *states: str) -> Volunteer | None:
    row = notice.about
    return row if isinstance(row, Volunteer) and row.state in states else None


KINDS = (
    Kind(RECEIVED, gettext_lazy("Richiesta di aiutare ricevuta"), _received),
    Kind(PARENT, gettext_lazy("Consenso al volontariato di chi ha meno di 18 anni"), _parent),
    Kind(APPLIED, gettext_lazy("Qualcuno vuole fare volontariato"), _applied),
    Kind(NEXT_STEP, gettext_lazy("Che cosa manca per fare volontariato"), _next_step),
    Kind(ACTIVE, gettext_lazy("Benvenuto tra i volontari"), _active),
    Kind(REFUSED, gettext_lazy("Richiesta di aiutare non accolta"), _refused),
    Kind(ENDED, gettext_lazy("Grazie a chi smette di fare volontariato"), _ended),
)
