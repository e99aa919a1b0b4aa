"""The words of what is told of referrals: never whom they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.outbox import Kind, Words
from volunteers.models import Referral

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

HOW_DID_IT_GO = "volunteers.referral_waits"


def _how_did_it_go(notice: Notice, _now: datetime) -> Words | None:
    """None when it is known meanwhile."""
    row = notice.about
    if not isinstance(row, Referral) or row.outcome != Referral.Outcome.WAITING:
        return None
    told = {"service": row.service, "day": date_format(row.made_at, "j F")}
    return Words(
        subject=_("Com'è andata? {service}").format(**told),
        paragraphs=(
            _("Il {day} hai indicato a una persona «{service}». Non sappiamo ancora com'è finita.").format(
                **told
            ),
            _("Bastano due parole: così sappiamo se il servizio aiuta davvero."),
        ),
        short=_("Com'è andata con «{service}», indicato il {day}? Scrivilo nel portale.").format(**told),
        link=reverse("volunteers:referral", args=[row.pk]),
        link_label=_("Scrivi com'è finita"),
    )


KINDS = (Kind(HOW_DID_IT_GO, gettext_lazy("Com'è andata con un servizio indicato"), _how_did_it_go),)
