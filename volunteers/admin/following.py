"""Tables of `/gestione/` whose rows lie where the person they tell of is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models.scope import Scope


class OfWhoIsFollowed:
    """For a ScopedAdmin with a `person`: theirs is the comune, or the one that follows who lives outside."""

    def within(self, rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
        """Those of the people whom `scope` follows."""
        return rows.filter(scope.following("person__"))

    def changeable(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The same, for actions."""
        return self.within(rows, self.reach(request, "change"))  # type: ignore[attr-defined]

    def may(self, request: HttpRequest, verb: str, row: Any = None) -> bool:
        """Whether the role that allows `verb` follows the person of `row`, or anybody at all."""
        scope = self.reach(request, verb)  # type: ignore[attr-defined]
        return bool(scope) and (
            row is None or self.within(type(row)._base_manager.filter(pk=row.pk), scope).exists()
        )
