"""A body in which a guardian of the zone sits, and its meetings: what the matrix asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from governance.models import AgendaDocument, Summons
from networking.models import RoleKind, StoredFile
from tests import governing
from tests.matrix.arguments import named
from tests.matrix.knowing import family_here

if TYPE_CHECKING:
    from networking.models import Person
    from tests.matrix.actors import Actor

OF_MEETINGS = ("meeting_write", "meeting_throw_away", "item_new", "meeting_convene", "meeting_change")
OF_CONVENED = ("meeting_call_off", "meeting_proof")
OF_ITEMS = ("item_write", "item_move", "item_remove", "item_document")


def _names(pages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"governance:{each}" for each in pages)


ARGUMENTS = {
    "governance:body": named(slug="cabina.slug"),
    "governance:meeting_new": named(slug="cabina.slug"),
    "governance:meeting": named(pk="sitting.pk"),
    "governance:meeting_reply": named(pk="summons.pk"),
    "governance:meeting_document": named(pk="paper.pk"),
    **dict.fromkeys(_names(OF_MEETINGS), named(pk="drafted.pk")),
    **dict.fromkeys(_names(OF_CONVENED), named(pk="sitting.pk")),
    **dict.fromkeys(_names(OF_ITEMS), named(pk="drafted_item.pk")),
}


def secretary(actor: Actor) -> bool:
    """Whether they convene every body, wherever they work."""
    return actor.is_one_of(RoleKind.SECRETARY, RoleKind.ADMINISTRATOR)


def sits_here(actor: Actor) -> bool:
    """Whether they sit in the body asked for, or convene it."""
    return secretary(actor) or family_here(actor)


KNOWS = {
    **dict.fromkeys(_names(("meeting_new", *OF_MEETINGS, *OF_CONVENED, *OF_ITEMS)), secretary),
    **dict.fromkeys(_names(("body", "meeting", "meeting_document")), sits_here),
    # What somebody answers is theirs alone.
    "governance:meeting_reply": family_here,
}


def rows(guardian: Person) -> dict[str, Any]:
    """Rows by name; `guardian` sits in the body and is called to its meeting."""
    body = governing.body(name="Cabina della matrice")
    governing.mandate(body, guardian)
    sitting = governing.meeting(body)
    drafted = governing.meeting(body, state="draft")
    paper = AgendaDocument.objects.create(
        item=governing.agenda_of(sitting).get(),
        title="Relazione",
        file=StoredFile.objects.create(name="relazione.pdf", file=ContentFile(b"x", name="relazione.pdf")),
        added_at=timezone.now(),
    )
    summons = Summons.objects.create(
        meeting=sitting, person=guardian, name=guardian.full_name, summoned_at=timezone.now()
    )
    return {
        "cabina": body,
        "sitting": sitting,
        "drafted": drafted,
        "drafted_item": governing.agenda_of(drafted).get(),
        "paper": paper,
        "summons": summons,
    }
