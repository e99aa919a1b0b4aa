"""Who asks: one for each role, from here, from there, over everything."""

from __future__ import annotations

from dataclasses import dataclass

from networking.models import RoleKind

HERE, THERE, EVERYWHERE = "here", "there", "everywhere"
FAMILIES = {RoleKind.GUARDIAN}
ORGANISATIONS = {RoleKind.PROVIDER_EDITOR}
TERRITORIES = set(RoleKind) - FAMILIES - ORGANISATIONS - {RoleKind.CITIZEN, RoleKind.VOLUNTEER}


@dataclass(frozen=True)
class Actor:
    """Somebody with one role: from here (Zone 6, family A, organisation A), from there, or over everything."""

    name: str
    kind: RoleKind | None = None
    side: str = ""
    is_superuser: bool = False

    def is_one_of(self, *kinds: str) -> bool:
        """Whether their role is of one of `kinds`."""
        return self.kind in kinds

    @property
    def reaches_here(self) -> bool:
        """Whether their role holds where the asked-for things are."""
        return self.side in {HERE, EVERYWHERE}


NOBODY = Actor("anonymous")
ACTORS = [
    NOBODY,
    *(Actor(f"{kind}-{side}", kind, side) for kind in RoleKind for side in (HERE, THERE)),
    *(Actor(f"{kind}-{EVERYWHERE}", kind, EVERYWHERE) for kind in sorted(TERRITORIES)),
    Actor("superuser", RoleKind.ADMINISTRATOR, EVERYWHERE, is_superuser=True),
]
