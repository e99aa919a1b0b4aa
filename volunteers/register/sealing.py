"""The seal of the register: its lines drawn once into a PDF/A, signed outside or on paper, and handed in again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import keeping, signatures
from networking.signatures import SignatureRefusedError
from networking.uploads import UploadRefusedError
from volunteers.models import RegisterEntry, RegisterSeal

from . import documents
from .kept import whole
from .refusing import RegisterError, in_words

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User
    from networking.uploads import CheckedFile
    from volunteers.models import RegisterSection
    from volunteers.models.register import RegisterEntryQuerySet

SEALING = "il sigillo del registro: un libro solo, per chi lo tiene"
How = RegisterSeal.How


def draw(section: RegisterSection, *, now: datetime) -> RegisterSeal:
    """Draw the first lines of `section` that no seal has, up to the end of their year; the digest is kept with them.

    Raises RegisterError where there are none. What is drawn and not yet signed is not drawn again.
    """
    waiting = section.seals.filter(how=How.WAITING).first()
    if waiting is not None:
        return waiting
    before = section.seals.order_by("-last").first()
    lines = _lines(section).filter(number__gt=before.last if before else 0)
    first = lines.first()
    if first is None:
        raise RegisterError(_("Tutte le righe sono già firmate: non c'è niente da preparare."))
    year = timezone.localtime(first.recorded_at).year
    of_year = [each for each in lines if timezone.localtime(each.recorded_at).year == year]
    # Drawing takes time: nobody waits for it in a transaction.
    content = documents.register_sheet(section, of_year, year=year, written_at=timezone.localtime(now))
    name = f"registro-volontari-{year}-righe-{first.number}-{of_year[-1].number}.pdf"
    with in_words():
        return RegisterSeal.objects.create(
            section=section,
            year=year,
            first=first.number,
            last=of_year[-1].number,
            drawn=keeping.keep_pdf(content, name),
            digest=hashlib.sha256(content).digest(),
            drawn_at=now,
        )


def content_of(seal: RegisterSeal) -> bytes:
    """The PDF as it was drawn. Raises RegisterError when the bytes that are kept are not those any more."""
    if seal.drawn is None:
        raise RegisterError(_("Il PDF non c'è più: sono passati gli anni per cui si conserva."))
    return whole(seal.drawn, seal.digest)


def signed_of(seal: RegisterSeal) -> bytes | None:
    """What was handed in signed; None where nothing was. Raises RegisterError when it was touched."""
    if seal.signed is None or seal.signed_digest is None:
        return None
    return whole(seal.signed, seal.signed_digest)


@transaction.atomic
def seal_digitally(seal: RegisterSeal, upload: CheckedFile, *, by: User, now: datetime) -> RegisterSeal:
    """Keep the file in which the drawn lines are signed and time-stamped. Raises RegisterError with the reason."""
    held = _hold_waiting(seal)
    try:
        found = signatures.verify(upload.content, of=content_of(held), now=now)
        held.signed = keeping.keep_handed_in(upload, by=by)
    except (SignatureRefusedError, UploadRefusedError) as refused:
        raise RegisterError(str(refused)) from refused
    held.signed_digest = _digest_of(upload)
    held.how, held.signer, held.authority = How.DIGITAL, found.signer, found.authority
    held.stamped_at, held.stamp_authority = found.stamped_at, found.stamp_authority
    return _sealed(held, by, now)


@transaction.atomic
def seal_on_paper(
    seal: RegisterSeal, copy: CheckedFile, *, signer: str, by: User, now: datetime
) -> RegisterSeal:
    """Keep the copy of what was signed by hand, and call it so. Raises RegisterError with the reason."""
    held = _hold_waiting(seal)
    try:
        held.signed = keeping.keep_handed_in(copy, by=by)
    except UploadRefusedError as refused:
        raise RegisterError(str(refused)) from refused
    held.signed_digest = _digest_of(copy)
    held.how, held.signer = How.PAPER, signer
    return _sealed(held, by, now)


def _digest_of(upload: CheckedFile) -> bytes:
    return hashlib.sha256(upload.content).digest()


def _hold_waiting(seal: RegisterSeal) -> RegisterSeal:
    held: RegisterSeal = (
        RegisterSeal.objects.select_for_update(of=("self",)).select_related("drawn").get(pk=seal.pk)
    )
    if not held.is_waiting:
        raise RegisterError(_("È già firmato: un sigillo non si cambia."))
    return held


def _sealed(seal: RegisterSeal, by: User, now: datetime) -> RegisterSeal:
    seal.sealed_by_id, seal.sealed_at = by.pk, now
    seal.save()
    return seal


def _lines(section: RegisterSection) -> RegisterEntryQuerySet:
    lines = RegisterEntry.objects.for_everyone(reason=SEALING).filter(section=section)
    return lines.select_related("about").order_by("number")
