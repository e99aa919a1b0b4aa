"""Where somebody's roles reach: the whole territory, some zones, some comuni, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Scope:
    """Where roles hold, as plain ids."""

    everywhere: bool = False
    zones: frozenset[int] = frozenset()
    comuni: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.zones or self.comuni)

    def within(self, comune: str = "comune") -> Q:
        """The condition that a row's comune (`comune` is the path to it) lies here; nothing when nowhere."""
        if self.everywhere:
            return Q()
        return Q(**{f"{comune}__zone_id__in": self.zones}) | Q(**{f"{comune}_id__in": self.comuni})

    def following(self, path: str = "") -> Q:
        """The condition that a row's person is followed from here: they live here, or outside with a zone of these.

        `path` leads to the columns `comune` and `zone` («person__»). Unlike an empty condition, it may stand in an «or».
        """
        if self.everywhere:
            return Q(pk__isnull=False)
        outside = Q(**{f"{path}comune": None, f"{path}zone_id__in": self.zones})
        return self.within(f"{path}comune") | outside

    def holds(self, comune: object) -> bool:
        """Whether a Comune (or None, which only the whole territory holds) lies here."""
        if self.everywhere:
            return True
        zone, pk = getattr(comune, "zone_id", None), getattr(comune, "pk", None)
        return zone in self.zones or pk in self.comuni
