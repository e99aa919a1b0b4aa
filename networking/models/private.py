"""Tables whose rows are somebody's: a question that does not say who asks gets an error, not rows.

`Model.objects` answers `visible_to(user)`, which each table writes, and `for_everyone(reason="…")`, for what the
portal does by itself (retention, imports, demonstration). Anything else raises UnscopedQueryError, also inside
another question. The scope is passed on, never held by the thread: a task or a shell has none unless it says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import sql

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User


class UnscopedQueryError(RuntimeError):
    """Somebody asked a private table without saying who asks."""


class PrivateQuery(sql.Query):
    """A question that becomes SQL only once its scope has been decided."""

    is_scoped = False

    def insist(self) -> None:
        """Raise UnscopedQueryError where nobody has said who asks."""
        if not self.is_scoped:
            label = self.model._meta.label if self.model else "?"
            raise UnscopedQueryError(
                f"{label}: use visible_to(user) or for_everyone(reason=…) before asking."
            )

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.insist()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        # An UPDATE or an aggregate is another class of question, which would forget to insist.
        if klass is not None:
            self.insist()
        return super().chain(klass)


class PrivateQuerySet(models.QuerySet[Any]):
    """Rows of a private table."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query or PrivateQuery(model), using, hints)

    def scoped(self) -> Self:
        """The same rows, whose scope has been decided. Only `visible_to` and `for_everyone` call it."""
        chosen = self.all()
        chosen.query.is_scoped = True  # type: ignore[attr-defined]
        return chosen

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The rows that `user` may see."""
        raise NotImplementedError

    def for_everyone(self, *, reason: str) -> Self:
        """Every row, for what the portal does by itself; `reason` says what, to whoever reads the code."""
        if not reason:
            raise UnscopedQueryError("A reason is needed.")
        return self.scoped()

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        self.query.insist()  # type: ignore[attr-defined]
        return super().raw(*args, **kwargs)

    def delete(self) -> Any:
        self.query.insist()  # type: ignore[attr-defined]
        return super().delete()

    def _combinator_query(self, *args: Any, **kwargs: Any) -> Any:
        # union(), intersection() and difference() compile the others by themselves.
        self.query.insist()  # type: ignore[attr-defined]
        return super()._combinator_query(*args, **kwargs)  # type: ignore[misc]

    def __or__(self, other: Any) -> Any:
        return self._both(other, super().__or__)

    def __and__(self, other: Any) -> Any:
        return self._both(other, super().__and__)

    def __xor__(self, other: Any) -> Any:
        return self._both(other, super().__xor__)

    def _both(self, other: Any, combine: Any) -> Any:
        """Two questions become one: each must have its scope, or the other would lend it."""
        self.query.insist()  # type: ignore[attr-defined]
        other.query.insist()
        return combine(other)


class _WithEveryRow:
    """A model as uniqueness checks must see it: a clash is a clash, whoever's row it is."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model
        self._default_manager = model._base_manager

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


class PrivateModel(models.Model):
    """A table of somebody's rows. Its `objects` come from a PrivateQuerySet."""

    class Meta:
        abstract = True

    def _get_unique_checks(self, *args: Any, **kwargs: Any) -> Any:
        unique, by_date = super()._get_unique_checks(*args, **kwargs)  # type: ignore[misc]
        return [(_WithEveryRow(model), check) for model, check in unique], by_date

    def get_constraints(self) -> Any:
        return [(_WithEveryRow(model), constraints) for model, constraints in super().get_constraints()]
