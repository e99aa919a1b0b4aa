"""What the rows of a sheet may name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from networking.models import Comune, Zone
from services.models import Category, Language, Organization, Place, Service, TargetGroup

if TYPE_CHECKING:
    from networking.models.scope import Scope


@dataclass(frozen=True)
class Known:
    """What a row may name, by the words people use for it."""

    comuni: dict[str, Comune]
    zones: dict[str, Zone]
    organizations: dict[str, Organization]
    categories: dict[str, Category]
    languages: dict[str, Language]
    groups: dict[str, TargetGroup]
    access_modes: dict[str, str]
    # Name and comune of the places whose address nobody may read.
    protected: frozenset[tuple[str, int]]

    @classmethod
    def today(cls, scope: Scope) -> Known:
        """As the catalogue is now, hidden places only where `scope` reaches: one question per table."""
        organizations = Organization.objects.only("name", "slug", "comune")
        by_name = {each.name.casefold(): each for each in organizations}
        return cls(
            comuni={each.name.casefold(): each for each in Comune.objects.all()},
            zones={str(each.number): each for each in Zone.objects.all()},
            organizations=by_name | {each.slug: each for each in organizations},
            categories=_by_name_and_slug(Category.objects.select_related("parent")),
            languages={each.name.casefold(): each for each in Language.objects.all()},
            groups=_by_name_and_slug(TargetGroup.objects.all()),
            access_modes=_by_word(Service.AccessMode.choices),
            protected=frozenset(
                (name.casefold(), comune)
                for name, comune in Place.objects.filter(
                    scope.within("comune"), is_protected=True
                ).values_list("name", "comune")
            ),
        )


def _by_name_and_slug(rows: Any) -> dict[str, Any]:
    return {each.slug: each for each in rows} | {each.name.casefold(): each for each in rows}


def _by_word(choices: list[tuple[str, Any]]) -> dict[str, str]:
    return {str(label).casefold(): value for value, label in choices}
