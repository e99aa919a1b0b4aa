"""Kinds of things that each app declares: tuples, named in a setting by their dotted paths."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Mapping


class Named(Protocol):
    """A kind: the name that the rows keep, and the one for people."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> Any: ...


K = TypeVar("K", bound=Named)


class UnknownKindError(KeyError):
    """No app declares a kind of this name."""


@dataclass(frozen=True)
class Declared(Generic[K]):
    """The kinds that `setting` leads to."""

    setting: str

    def all(self) -> Mapping[str, K]:
        """Every kind, by name."""
        return _declared(tuple(getattr(settings, self.setting)))

    def called(self, name: str) -> K:
        """The kind called `name`. Raises UnknownKindError."""
        try:
            return self.all()[name]
        except KeyError:
            raise UnknownKindError(name) from None

    def label_of(self, name: str) -> str:
        """How people call the kind; its name where no app declares it any more."""
        kind = self.all().get(name)
        return str(kind.label) if kind else name


@cache
def _declared(paths: tuple[str, ...]) -> Mapping[str, Any]:
    return {kind.name: kind for path in paths for kind in import_string(path)}
