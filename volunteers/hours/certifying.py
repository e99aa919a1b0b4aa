"""The sheet that says how many hours somebody gave, which anybody who holds it can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from laboratories.registers import numbers
from laboratories.registers.documents import drawn_code
from networking import facts, pdf
from volunteers.models import HoursCertificate

from .counting import total
from .refusing import ACTING, HoursError

if TYPE_CHECKING:
    from datetime import date, datetime

    from networking.models import User
    from volunteers.models import Volunteer

CHECKING = "chi controlla un attestato ne ha il numero"
REVOKED = "volunteers.hours_certificate_revoked"


def issue(volunteer: Volunteer, *, first: date, last: date, by: User, now: datetime) -> HoursCertificate:
    """The sheet of the hours confirmed between those days, both included. Raises HoursError where there are none."""
    if last < first:
        raise HoursError(_("L'ultimo giorno viene prima del primo."))
    if last > timezone.localdate(now):
        raise HoursError(_("L'ultimo giorno deve ancora venire."))
    found = total(volunteer, first=first, last=last)
    if not found.minutes:
        raise HoursError(_("Tra questi giorni non ci sono ore confermate."))
    return HoursCertificate.objects.create(
        number=numbers.draw(),
        volunteer=volunteer,
        first_day=first,
        last_day=last,
        minutes=found.minutes,
        turns=found.turns,
        kinds=found.kinds,
        issued_at=now,
        issued_by=by,
    )


@transaction.atomic
def revoke(certificate: HoursCertificate, *, because: str, now: datetime) -> HoursCertificate:
    """Revoke it: whoever checks it reads so at once. Raises HoursError without a reason."""
    if not because.strip():
        raise HoursError(_("Scrivi perché lo revochi."))
    rows = HoursCertificate.objects.for_everyone(reason=ACTING)
    locked: HoursCertificate = rows.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_because = now, because.strip()
        locked.save(update_fields=["revoked_at", "revoked_because"])
        facts.record(REVOKED, locked, now=now)
    return locked


def sheet_of(certificate: HoursCertificate) -> bytes:
    """The certificate as PDF, with the figures of the day on which it was issued."""
    where = reverse("volunteers:hours_check", args=[numbers.grouped(certificate.number)])
    page = f"{settings.PORTAL_ADDRESS}{where}"
    context = {"certificate": certificate, "page": page, "code": drawn_code(page)}
    written_at = timezone.localtime(certificate.issued_at)
    return pdf.render("documents/hours_certificate.html", context, written_at=written_at)


def by_number(words: str) -> HoursCertificate | None:
    """The certificate whose number somebody typed; None for what is no number of ours."""
    number = numbers.typed(words)
    rows = HoursCertificate.objects.for_everyone(reason=CHECKING).select_related("volunteer__person")
    return rows.filter(number=number).first() if number else None
