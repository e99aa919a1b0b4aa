"""Limiting, ending and giving back the rights of who answers for a child: at the desk, by a document somebody has seen.

A court's decree, or an agreement of both parents: neither of them does it alone, in no page and by no form. The
database refuses it too (`models/proofs.py`). Other rights are another row: the one before ends where they begin, so
that who could do what, and when, is never written over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from . import answering
from .models import Guardianship

if TYPE_CHECKING:
    from datetime import date, datetime

    from .models import User


@dataclass(frozen=True)
class Document:
    """Which document was seen (not what it tells), of which day, by whom and when."""

    name: str
    day: date
    seen_by: User
    seen_at: datetime

    def write_on(self, tie: Guardianship) -> None:
        """Put it on the row of `tie`, not yet saved."""
        tie.proof, tie.proof_date = self.name, self.day
        tie.proof_seen_by, tie.proof_seen_at = self.seen_by, self.seen_at


@dataclass(frozen=True)
class Rights:
    """What who answers may do."""

    can_book: bool
    can_collect: bool


@transaction.atomic
def end(tie: Guardianship, *, on: date, document: Document) -> None:
    """From the day `on` they no longer answer; a tie that would end before having held is taken away.

    What was written, by which document and who took it away stays in the history. Raises ValidationError for one's
    own family.
    """
    tie = _locked(tie)
    answering.refuse_own_family(document.seen_by, tie)
    document.write_on(tie)
    if on <= tie.starts_on:
        tie.save()
        tie.delete()
        return
    tie.ends_on = on
    tie.save()


@transaction.atomic
def change_rights(
    tie: Guardianship, rights: Rights, *, on: date, until: date | None, document: Document
) -> None:
    """From `on` until the day `until` (no longer of it; None: for good) they may do what `rights` say.

    Afterwards they may again what they may today. Raises ValidationError for days that are not the tie's, and for
    one's own family.
    """
    tie = _locked(tie)
    answering.refuse_own_family(document.seen_by, tie)
    first, last = max(on, tie.starts_on), tie.ends_on
    if last is not None and first >= last:
        raise ValidationError(_("Quel giorno non risponde già più."))
    if until is not None and until <= first:
        raise ValidationError(_("Finirebbe prima di cominciare."))
    before = Rights(tie.can_book, tie.can_collect)
    stops = until if until and (last is None or until < last) else last
    if first == tie.starts_on:
        _write(tie, rights, first, stops, document)
    else:
        _write(tie, before, tie.starts_on, first, document)
        _write(_next(tie), rights, first, stops, document)
    if stops != last and stops is not None:
        _write(_next(tie), before, stops, last, document)


def _next(tie: Guardianship) -> Guardianship:
    return Guardianship(guardian=tie.guardian, child=tie.child, kind=tie.kind)


def _write(tie: Guardianship, rights: Rights, first: date, last: date | None, document: Document) -> None:
    document.write_on(tie)
    tie.can_book, tie.can_collect = rights.can_book, rights.can_collect
    tie.starts_on, tie.ends_on = first, last
    tie.save()


def _locked(tie: Guardianship) -> Guardianship:
    """The row as it is now, and nobody else's until the end: of two operators the second sees what the first wrote.

    Raises ValidationError where a colleague has taken it away meanwhile.
    """
    ties = Guardianship.objects.for_everyone(reason="limitare un diritto, allo sportello")
    held = ties.select_for_update(of=("self",)).select_related("guardian", "child").filter(pk=tie.pk).first()
    if held is None:
        raise ValidationError(_("Intanto una collega o un collega l'ha tolta: ricarica la pagina."))
    return held
