"""What cannot be done in a body, said as a person reads it beside the cell that is wrong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class GovernanceError(Exception):
    """An act that cannot be so: the sentence, and the cell it is about (None: the whole)."""

    def __init__(self, sentence: Any, field: str | None = None) -> None:
        self.field = field
        super().__init__(str(sentence))


@contextmanager
def in_words(promises: Mapping[str, tuple[str | None, Any]]) -> Iterator[None]:
    """All or nothing. What the database refuses by a name of `promises` becomes a GovernanceError; the rest is raised.

    Each promise has the cell it is about (None: the whole) and its sentence.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        promise = getattr(diagnosis, "constraint_name", None) or ""
        if promise not in promises:
            raise
        field, sentence = promises[promise]
        raise GovernanceError(sentence, field) from error
