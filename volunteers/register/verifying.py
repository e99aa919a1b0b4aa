"""Whether the register is as it was written: the chain of every section, and what was drawn and signed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, Func, IntegerField, OuterRef, Subquery
from django.utils.translation import gettext as _

from volunteers.models import RegisterEntry, RegisterSeal, RegisterSection

from .kept import whole
from .refusing import RegisterError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

CHECKING = "se le righe firmate sono quelle di adesso: solo la loro impronta"


class Checked(NamedTuple):
    """A section, how many lines it has, and the number of the first that does not hold (None: all hold)."""

    section: RegisterSection
    lines: int
    broken: int | None


class Flaw(NamedTuple):
    """A seal that does not hold any more, and why in a sentence."""

    seal: RegisterSeal
    words: str


def check(sections: QuerySet[RegisterSection] | None = None) -> list[Checked]:
    """The `sections` (None: every one), read line by line from the first."""
    sections = RegisterSection.objects.all() if sections is None else sections
    read = Func(F("pk"), function="volunteers_register_broken", output_field=IntegerField())
    return [
        Checked(section, section.last_number, section.broken)
        for section in sections.select_related("register__organization", "seat").annotate(broken=read)
    ]


def flaws(seals: QuerySet[RegisterSeal] | None = None) -> list[Flaw]:
    """What of the `seals` (None: every one) does not hold: the lines they closed, their files byte by byte.

    Whoever wrote a whole chain anew is found here: the seal still has the digest of the one that was signed.
    """
    seals = RegisterSeal.objects.all() if seals is None else seals
    lines = RegisterEntry.objects.for_everyone(reason=CHECKING).filter(
        section=OuterRef("section"), number=OuterRef("last")
    )
    read = seals.annotate(found=Subquery(lines.values("hash")[:1]))
    rows = read.select_related("drawn", "signed", "section__register__organization", "section__seat")
    return [Flaw(seal, words) for seal in rows.order_by("section", "first") for words in _flaws_of(seal)]


def _flaws_of(seal: RegisterSeal) -> Iterator[str]:
    found = seal.found  # type: ignore[attr-defined]
    if found is None or bytes(found) != bytes(seal.chain):
        yield _("Le righe dalla %(first)s alla %(last)s non sono più quelle preparate per la firma.") % {
            "first": seal.first,
            "last": seal.last,
        }
    for stored, digest in ((seal.drawn, seal.digest), (seal.signed, seal.signed_digest)):
        # The files go when nobody of their lines is known any more.
        if stored is None or digest is None:
            continue
        try:
            whole(stored, digest)
        except RegisterError as error:
            yield str(error)
