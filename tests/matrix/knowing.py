"""Who knows of a row of the stage: the rules of the matrix, one for each kind of row."""

from __future__ import annotations

from networking.models import RoleKind
from tests.matrix.actors import HERE, Actor


def family_here(actor: Actor) -> bool:
    """Whether they answer for the child asked for."""
    return actor.is_one_of(RoleKind.GUARDIAN) and actor.side == HERE


def desk_here(actor: Actor) -> bool:
    """Whether they work at the desk where the child asked for lives."""
    return actor.is_one_of(RoleKind.DESK_OPERATOR, RoleKind.ADMINISTRATOR) and actor.reaches_here


def coordinator_here(actor: Actor) -> bool:
    """Whether they coordinate volunteers where the comune asked for is."""
    return actor.is_one_of(RoleKind.VOLUNTEER_COORDINATOR, RoleKind.ADMINISTRATOR) and actor.reaches_here


def volunteer_here(actor: Actor) -> bool:
    """Whether they are the volunteer whose rows are asked for."""
    return actor.is_one_of(RoleKind.VOLUNTEER) and actor.side == HERE


def organization_here(actor: Actor) -> bool:
    """Whether they write for the organisation asked for."""
    return actor.is_one_of(RoleKind.PROVIDER_EDITOR) and actor.side == HERE


def nobody(_actor: Actor) -> bool:
    """A row that is not there, or is not theirs: nobody knows of it."""
    return False
