"""Certificates: issued from what registers say, drawn once, revoked with the credential they gave."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, Min, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laboratories.models import Booking, Certificate, Cycle, Presence
from laboratories.notices import registers as notices
from laboratories.registers import documents, numbers
from laboratories.registers.marking import minutes_of
from networking import accrediting, facts
from networking.models import Credential, Person
from networking.rules import months_after

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from laboratories.models.sessions import SessionQuerySet
    from networking.models import User

CERTIFYING = "gli attestati di un ciclo, da chi lo conduce"
CHECKING = "chi controlla un attestato ne ha il numero"
# Of the hours held, how many must have been attended, in a hundred.
LEAST_ATTENDANCE = 70
REVOKED = "laboratories.certificate_revoked"


class CertifyingError(Exception):
    """Certificates cannot be issued or revoked; its words say why."""


@dataclass(frozen=True)
class Standing:
    """How much somebody attended a cycle; `certificate` is the valid one they have."""

    person: Person
    minutes: int
    held: int
    certificate: Certificate | None

    @property
    def percent(self) -> int:
        """Of the minutes held, those attended, in a hundred; rounded down."""
        return self.minutes * 100 // self.held if self.held else 0

    @property
    def is_enough(self) -> bool:
        """Whether a certificate is due."""
        return self.minutes > 0 and self.percent >= LEAST_ATTENDANCE


def standings(cycle: Cycle) -> list[Standing]:
    """Everybody with a place in `cycle` or in its registers, by family name."""
    held = sum(minutes_of(session) for session in _held(cycle))
    rows = Presence.objects.for_everyone(reason=CERTIFYING).filter(session__in=_held(cycle))
    attended = dict(rows.values_list("person").annotate(total=Sum("minutes")))
    seats = Booking.objects.for_everyone(reason=CERTIFYING).filter(pool__cycle=cycle, state="confirmed")
    everybody = Person.objects.for_everyone(reason=CERTIFYING)
    people = everybody.filter(pk__in=set(attended) | set(seats.values_list("person", flat=True)))
    given = Certificate.objects.for_everyone(reason=CERTIFYING).valid().filter(cycle=cycle)
    certificates = {each.person_id: each for each in given}
    return [
        Standing(person, attended.get(person.pk) or 0, held, certificates.get(person.pk)) for person in people
    ]


def _held(cycle: Cycle) -> SessionQuerySet:
    return cycle.sessions.taking_place().filter(closed_at__isnull=False)


def why_not_yet(cycle: Cycle) -> str:
    """Why its certificates cannot be issued yet; empty when they can."""
    still_open = cycle.sessions.taking_place().filter(closed_at=None).count()
    if still_open:
        said = ngettext(
            "Manca %(count)d registro da chiudere.", "Mancano %(count)d registri da chiudere.", still_open
        )
        return said % {"count": still_open}
    rows = Presence.objects.for_everyone(reason=CERTIFYING).filter(session__cycle=cycle, is_disputed=True)
    if rows.exists():
        return _("In un registro ci sono due segni diversi per la stessa persona: scegli quale vale.")
    return "" if _held(cycle).exists() else _("Non si è ancora tenuto nessun incontro.")


def issue(cycle: Cycle, *, by: User, now: datetime) -> list[Certificate]:
    """A certificate, with its sheet, for each who attended enough and has none; those issued.

    Raises CertifyingError: who presses does not run the cycle, a register is not closed.
    """
    made = _issue_all(cycle, by, now)
    # Drawing takes time: nobody waits for it in a transaction.
    for certificate in made:
        _keep_sheet(certificate)
    return made


@transaction.atomic
def _issue_all(cycle: Cycle, by: User, now: datetime) -> list[Certificate]:
    locked = _locked(cycle.pk, by)
    if why := why_not_yet(locked):
        raise CertifyingError(why)
    days = _held(locked).aggregate(first=Min("local_date"), last=Max("local_date"))
    due = [each for each in standings(locked) if each.is_enough and each.certificate is None]
    return [_issue_one(each, locked, days, by=by, now=now) for each in due]


def _issue_one(
    each: Standing, cycle: Cycle, days: dict[str, date], *, by: User, now: datetime
) -> Certificate:
    number = numbers.draw()
    made = Certificate.objects.create(
        number=number,
        person=each.person,
        cycle=cycle,
        title=str(cycle),
        minutes=each.minutes,
        minutes_held=each.held,
        first_day=days["first"],
        last_day=days["last"],
        issued_at=now,
        issued_by=by,
        credential=_credential(each.person, cycle, days["last"], number, by),
    )
    notices.certificate_ready(made, now=now)
    return made


def _credential(person: Person, cycle: Cycle, day: date, number: str, by: User) -> Credential | None:
    """What the training grants, from its last day; None where it grants nothing."""
    activity = cycle.activity
    if not activity.grants:
        return None
    months = activity.grants_months
    return Credential.objects.create(
        person=person,
        kind=activity.grants,
        granted_on=day,
        expires_on=months_after(day, months) if months else None,
        verified_by=by,
        source=_("Attestato %(number)s") % {"number": numbers.grouped(number)},
    )


@transaction.atomic
def revoke(certificate: Certificate, *, by: User, because: str, now: datetime) -> Certificate:
    """Revoke it, and the credential it gave: whoever checks it reads so at once.

    Raises CertifyingError: who presses does not run the cycle, no reason.
    """
    _locked(certificate.cycle_id, by)
    if not because.strip():
        raise CertifyingError(_("Scrivi perché lo revochi."))
    everyone = Certificate.objects.for_everyone(reason=CERTIFYING)
    locked = everyone.select_for_update(of=("self",)).select_related("credential").get(pk=certificate.pk)
    if locked.revoked_at is not None:
        return locked
    locked.revoked_at, locked.revoked_because = now, because.strip()
    locked.save(update_fields=["revoked_at", "revoked_because"])
    facts.record(REVOKED, locked, now=now)
    if locked.credential is not None:
        locked.credential = accrediting.revoke(locked.credential, because=locked.revoked_because, now=now)
    return locked


def _locked(pk: UUID, by: User) -> Cycle:
    if not Cycle.objects.run_by(by).filter(pk=pk).exists():
        raise CertifyingError(_("Questo ciclo è di altri."))
    rows = Cycle.objects.select_for_update(of=("self",)).select_related("activity")
    return rows.get(pk=pk)


def sheet_of(certificate: Certificate) -> bytes:
    """The certificate as PDF: the bytes kept when it was issued; drawn again alike where that was interrupted."""
    if not certificate.file:
        return _drawn(certificate)
    with certificate.file.open() as file:
        return file.read()


def _keep_sheet(certificate: Certificate) -> None:
    content = _drawn(certificate)
    certificate.digest = hashlib.sha256(content).digest()
    certificate.file.save("attestato.pdf", ContentFile(content), save=False)
    certificate.save(update_fields=["file", "digest"])


def _drawn(certificate: Certificate) -> bytes:
    """Its day is that on which it was issued; whoever receives it checks it at the portal's own address."""
    related = ("person", "cycle__activity__organization", "cycle__venue__place__comune", "credential")
    everyone = Certificate.objects.for_everyone(reason=CERTIFYING)
    whole = everyone.select_related(*related).get(pk=certificate.pk)
    where = reverse("laboratories:certificate_check", args=[numbers.grouped(whole.number)])
    written_at = timezone.localtime(whole.issued_at)
    return documents.certificate_sheet(whole, page=f"{settings.PORTAL_ADDRESS}{where}", written_at=written_at)


def by_number(words: str) -> Certificate | None:
    """The certificate whose number somebody typed; None for what is no number of ours."""
    number = numbers.typed(words)
    rows = Certificate.objects.for_everyone(reason=CHECKING).select_related("person")
    return rows.filter(number=number).first() if number else None
