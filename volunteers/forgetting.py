"""What goes ten years after: the register's names, whose lines stay; the expenses, with their receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef

from networking.models import StoredFile
from volunteers.models import ExpenseClaim, RegisterEntry, RegisterSeal

if TYPE_CHECKING:
    from datetime import datetime

EXPIRED = "i conti di più di dieci anni fa"


def forget_lines(_label: str, before: datetime) -> int:
    """Forget whom the lines of before `before` were about, where they ceased or were erased; how many they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT volunteers_forget_lines(%s)", [before])
        forgotten = int(cursor.fetchone()[0])
    _forget_drawn()
    return forgotten


def _forget_drawn() -> None:
    """The files of the seals of which no line names anybody any more: digests and facts stay."""
    lines = RegisterEntry.objects.for_everyone(reason=EXPIRED)
    named = lines.filter(
        section=OuterRef("section"),
        number__range=(OuterRef("first"), OuterRef("last")),
        salt__isnull=False,
    )
    for seal in RegisterSeal.objects.filter(~Exists(named), drawn__isnull=False):
        files = [each for each in (seal.drawn_id, seal.signed_id) if each is not None]
        RegisterSeal.objects.filter(pk=seal.pk).update(drawn=None, signed=None)
        StoredFile.objects.filter(pk__in=files).delete()


def forget_claims(_label: str, before: datetime) -> int:
    """Delete the expenses handed in before `before`, with their receipts; how many they were."""
    claims = ExpenseClaim.objects.for_everyone(reason=EXPIRED).filter(handed_in_at__lt=before)
    receipts = list(claims.exclude(receipt=None).values_list("receipt", flat=True))
    deleted, _by_model = claims.delete()
    StoredFile.objects.filter(pk__in=receipts).delete()
    return int(deleted)
