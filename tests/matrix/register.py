"""The register in which the volunteer of Norcia is, drawn and signed on paper: what the matrix asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from networking.models import RoleKind, StoredFile
from tests import volunteering
from tests.matrix.actors import EVERYWHERE, Actor
from tests.matrix.arguments import named
from tests.matrix.knowing import coordinator_here
from volunteers.models import READ_REGISTER, RegisterEntry, RegisterSeal

if TYPE_CHECKING:
    from volunteers.models import Volunteer

OF_THE_BOOK = ("volunteers:register_seals", "volunteers:register_draw")
OF_A_SEAL = tuple(f"volunteers:register_{page}" for page in ("seal", "seal_paper", "drawn", "signed"))
OF_A_LINE = ("volunteers:register_line", "volunteers:register_correct")


def keeps_the_book(actor: Actor) -> bool:
    """Whether they have the whole register in hand."""
    return actor.is_one_of(*READ_REGISTER) and actor.side == EVERYWHERE


def reads_the_line(actor: Actor) -> bool:
    """Whether the line is of somebody they coordinate, or they have the whole register in hand."""
    return coordinator_here(actor) or (actor.is_one_of(RoleKind.SECRETARY) and actor.side == EVERYWHERE)


ARGUMENTS = {
    **dict.fromkeys(
        ("volunteers:register_section", "volunteers:register_insurer", *OF_THE_BOOK),
        named(pk="register_line.section_id"),
    ),
    **dict.fromkeys(OF_A_LINE, named(pk="register_line.pk")),
    **dict.fromkeys(OF_A_SEAL, named(pk="register_seal.pk")),
}
KNOWS = {
    **dict.fromkeys((*OF_THE_BOOK, *OF_A_SEAL), keeps_the_book),
    **dict.fromkeys(OF_A_LINE, reads_the_line),
}


def rows(volunteer: Volunteer) -> dict[str, Any]:
    """Rows by name; the volunteer is in the register already."""
    line = RegisterEntry.objects.for_everyone(reason="prova").get(person=volunteer.person, event="enrolment")
    content = b"%PDF-1.7 registro"
    file = StoredFile.objects.create(name="registro.pdf", file=ContentFile(content, name="registro.pdf"))
    seal = volunteering.seal(line.section, file, content)
    RegisterSeal.objects.filter(pk=seal.pk).update(
        how=RegisterSeal.How.PAPER,
        signer="Rosa",
        signed=file,
        signed_digest=seal.digest,
        sealed_at=timezone.now(),
    )
    return {"register_line": line, "register_seal": seal}
