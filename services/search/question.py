"""What a person asks of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from django.utils.translation import gettext_lazy as _

PAGE_SIZE = 20


class Order(StrEnum):
    """How the answer is sorted; the value is what the address says."""

    RELEVANCE = "pertinenza"
    DISTANCE = "distanza"
    NAME = "nome"


ORDER_LABELS = {
    Order.RELEVANCE: _("I più adatti per primi"),
    Order.DISTANCE: _("I più vicini per primi"),
    Order.NAME: _("Dalla A alla Z"),
}


@dataclass(frozen=True)
class Question:
    """Words and filters; several values of one filter are alternatives, filters add up.

    `comune`, `zone`, `categories`, `targets` and `near` are slugs; `near` is the comune from which
    distances are told when no `comune` is chosen.
    """

    words: str = ""
    comune: str = ""
    zone: str = ""
    categories: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    age: int | None = None
    is_open_now: bool = False
    is_free: bool = False
    access_modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    is_step_free: bool = False
    order: Order = Order.RELEVANCE
    near: str = ""
    page: int = 1

    @property
    def origin(self) -> str:
        """The comune from which distances are measured; empty when there is none."""
        return self.comune or self.near

    @property
    def has_filters(self) -> bool:
        """Whether anything is asked besides words and comune."""
        return self.without_narrowing() != replace(self, order=Order.RELEVANCE, near="", page=1)

    def without_narrowing(self) -> Self:
        """The same need without what only narrows it: words, comune and nothing else."""
        return type(self)(words=self.words, comune=self.comune)
