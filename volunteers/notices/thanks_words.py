"""The words of thanks: plain, and the same in a notice and on one's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.models import ContactChannel
from networking.outbox import Kind, Nature, Words
from volunteers.models import Thanks

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

THANKED, WRITTEN = "volunteers.thanked", "volunteers.thanks_written"
QUIET_WAYS = (ContactChannel.EMAIL, ContactChannel.PAGES)
Occasion = Thanks.Occasion


def title_of(row: Thanks) -> str:
    """A thank-you in a line."""
    if row.occasion == Occasion.FIRST_TURN:
        return _("Grazie per il tuo primo turno")
    if row.occasion == Occasion.HOURS:
        return _("Grazie per le tue {hours} ore").format(hours=row.mark)
    if row.occasion == Occasion.DAY:
        return _("Grazie, nella Giornata del volontariato")
    return _("Grazie, da {who}").format(who=row.by) if row.by else _("Grazie")


def words_of(row: Thanks) -> tuple[str, ...]:
    """A thank-you, paragraph by paragraph; what somebody wrote, as they wrote it."""
    if row.occasion == Occasion.FIRST_TURN:
        return (
            _("Hai fatto il tuo primo turno. Per qualcuno è stato un aiuto vero, e ce ne siamo accorti."),
            _("Se qualcosa non è andato come pensavi, dillo a chi coordina: serve a tutti."),
        )
    if row.occasion == Occasion.HOURS:
        return (
            _("Hai dato {hours} ore del tuo tempo. Nessuno te le poteva chiedere: le hai regalate.").format(
                hours=row.mark
            ),
            _("Grazie, davvero."),
        )
    if row.occasion == Occasion.DAY:
        return (
            _("Il 5 dicembre è la Giornata internazionale del volontariato: è anche la tua giornata."),
            _("Grazie per tutte le volte che quest'anno hai dato una mano."),
        )
    return tuple(line.strip() for line in row.words.splitlines() if line.strip())


def _told(notice: Notice, _now: datetime) -> Words | None:
    row = notice.about
    if not isinstance(row, Thanks):
        return None
    return Words(
        subject=title_of(row),
        paragraphs=words_of(row),
        short=_("{title}. Trovi le parole nella tua area del portale.").format(title=title_of(row)),
        link=reverse("volunteers:thanks"),
        link_label=_("I tuoi grazie"),
    )


KINDS = (
    # Whoever wants no news does not get these; they are still on their own page.
    Kind(THANKED, gettext_lazy("Un grazie"), _told, nature=Nature.NEWS, channels=QUIET_WAYS),
    Kind(WRITTEN, gettext_lazy("Un grazie di chi coordina"), _told),
)
