"""Papers that people download, from wherever they come: each source says its own, and they are shown in one list.

A source is a `PaperSource` named by its dotted path in the settings (`PAPER_SOURCES`), so that the page that shows them
need not know whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from networking.models import StoredFile, User


class Asked(NamedTuple):
    """Which papers somebody looks for: of the body of an address, of a year; None: of all."""

    body: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Paper:
    """A file to download: what it is, of what, when it came, where it is taken, who may."""

    title: str
    about: str
    at: datetime
    url: str
    file: StoredFile
    is_public: bool
    kind: str = ""

    @property
    def format(self) -> str:
        """Its type as people call it: PDF, ODT."""
        return self.file.name.rpartition(".")[2].upper()[:5]


@dataclass(frozen=True)
class PaperSource:
    """Papers of one kind: `find` gives the rows somebody may have, the newest first, and `paper` shows one.

    `find` takes who asks and what they ask for, and decides what they may have; `paper` asks the database nothing.
    """

    key: str
    label: Any
    find: Callable[[User | AnonymousUser, Asked], QuerySet[Any]]
    paper: Callable[[Any], Paper]


class Merged(Sequence[Paper]):
    """The papers of many sources, the newest first, as a paginator wants them: counted, then only a slice is taken."""

    def __init__(self, found: list[tuple[PaperSource, QuerySet[Any]]]) -> None:
        self.found = found

    def __len__(self) -> int:
        return sum(rows.count() for _source, rows in self.found)

    def __getitem__(self, part: Any) -> Any:
        every = [[source.paper(row) for row in rows[: part.stop]] for source, rows in self.found]
        newest = merge(*every, key=lambda each: each.at, reverse=True)
        return list(islice(newest, part.start, part.stop))


def sources() -> list[PaperSource]:
    """Every source, in the order of the settings."""
    return [import_string(path) for path in settings.PAPER_SOURCES]


def papers(user: User | AnonymousUser, asked: Asked, *, kind: str = "") -> Merged:
    """The papers that `user` may have, of the source `kind` where one is named."""
    return Merged([(each, each.find(user, asked)) for each in sources() if kind in {"", each.key}])
