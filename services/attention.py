"""What of the catalogue waits for somebody, on the first page of `/gestione/`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networking.attention import Waiting, at, told
from networking.permissions import reach

from .imports import ORGANIZATIONS, SERVICES
from .models import ErrorReport, PendingImport, Service
from .verifying import STALE_AFTER

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

    from .models.catalogue import ServiceQuerySet

SHEETS = "services_service"


def error_reports(user: User, *, now: datetime) -> Waiting | None:
    """Errors that people found on sheets, that nobody has taken in hand."""
    scope = reach(user, "change", ErrorReport)
    if not scope:
        return None
    here = scope.within("service__place__comune")
    count = ErrorReport.objects.filter(here, handled_at=None).count()
    sentence = ngettext(
        "%d errore segnalato su una scheda, da prendere in carico.",
        "%d errori segnalati sulle schede, da prendere in carico.",
        count,
    )
    return told(count, sentence, at("services_errorreport", "presa_in_carico=no"))


def never_verified(user: User, *, now: datetime) -> Waiting | None:
    """Public sheets that nobody has ever checked."""
    sheets = _ones_own(user)
    if sheets is None:
        return None
    count = sheets.published().never_verified().count()
    sentence = ngettext(
        "%d scheda pubblicata e mai verificata.", "%d schede pubblicate e mai verificate.", count
    )
    return told(count, sentence, at(SHEETS, "pubblicazione=si&verifica=mai"))


def stale(user: User, *, now: datetime) -> Waiting | None:
    """Public sheets checked too long ago."""
    sheets = _ones_own(user)
    if sheets is None:
        return None
    count = sheets.published().verified_before(now - STALE_AFTER).count()
    sentence = ngettext(
        "%d scheda non verificata da più di sei mesi.", "%d schede non verificate da più di sei mesi.", count
    )
    return told(count, sentence, at(SHEETS, "pubblicazione=si&verifica=vecchia"))


def drafts(user: User, *, now: datetime) -> Waiting | None:
    """Sheets that nobody has published yet."""
    sheets = _ones_own(user)
    if sheets is None:
        return None
    count = sheets.filter(published_at=None).count()
    sentence = ngettext("%d bozza da finire e pubblicare.", "%d bozze da finire e pubblicare.", count)
    return told(count, sentence, at(SHEETS, "pubblicazione=bozza"))


def sheet_to_confirm(user: User, *, now: datetime) -> Waiting | None:
    """A sheet that one handed in, looked at, and did not confirm."""
    # One in which a worker found something to mend waits for another sheet, not for a confirmation.
    waiting = PendingImport.objects.waiting_for(user, now).exclude(seen__how_many_problems__gt=0)
    pending = waiting.only("table", "file_name", "pk").first()
    if pending is None:
        return None
    table = next(each for each in (ORGANIZATIONS, SERVICES) if each.slug == pending.table)
    page = f"admin:services_{table.model._meta.model_name}_preview"
    sentence = _("Il foglio «{name}» aspetta la tua conferma.").format(name=pending.file_name)
    return Waiting(1, sentence, reverse(page, args=[pending.pk]))


def _ones_own(user: User) -> ServiceQuerySet | None:
    """The sheets that one may change; None for who changes none."""
    scope = reach(user, "change", Service)
    return Service.objects.filter(scope.within("place__comune")) if scope else None
