"""Who may give whom which role: answers from plain values, and the sentences people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .models import RoleKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Role


@dataclass(frozen=True)
class Mandate:
    """A role as the rule sees it: what, and where. A comune brings the zone it lies in."""

    kind: str
    everywhere: bool = False
    zone: int | None = None
    comune: int | None = None
    zone_of_comune: int | None = None

    @classmethod
    def of(cls, role: Role) -> Mandate:
        """The mandate of a role, saved or not."""
        return cls(
            role.kind,
            role.everywhere,
            role.zone_id,
            role.comune_id,
            role.comune.zone_id if role.comune else None,
        )

    def contains(self, other: Mandate) -> bool:
        """Whether wherever `other` holds, this holds too; nothing but «everywhere» contains what has no place."""
        if self.everywhere:
            return True
        in_zone = self.zone is not None and self.zone in {other.zone, other.zone_of_comune}
        in_comune = self.comune is not None and self.comune == other.comune
        return not other.everywhere and (in_zone or in_comune)


class GrantRefusal(TextChoices):
    """Why a role cannot be given, changed or ended; the label is what people read."""

    NOT_AN_ADMINISTRATOR = "not_an_administrator", _("I ruoli li dà chi amministra il portale.")
    ONESELF = "oneself", _("Nessuno dà o toglie un ruolo a sé stesso: chiedilo a un'altra persona.")
    ELSEWHERE = "elsewhere", _("Puoi dare ruoli solo dove amministri: scegli la tua zona o il tuo comune.")


def refusal_for(wanted: Mandate, *, held: Iterable[Mandate], to_oneself: bool) -> GrantRefusal | None:
    """Why whoever holds `held` today may not give `wanted`, or change it; None when they may.

    Administration is the highest kind, so within its own place it gives any, and outside none.
    """
    administering = [mandate for mandate in held if mandate.kind == RoleKind.ADMINISTRATOR]
    if to_oneself:
        return GrantRefusal.ONESELF
    if not administering:
        return GrantRefusal.NOT_AN_ADMINISTRATOR
    if not any(mandate.contains(wanted) for mandate in administering):
        return GrantRefusal.ELSEWHERE
    return None
