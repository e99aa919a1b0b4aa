"""Times of requests over one connection that stays open, taken in turns so that all meet the same machine."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class AnswerError(Exception):
    """An address did not answer 200."""


@dataclass
class Measure:
    """One kind of request: `address(turn)` gives the path of each turn."""

    name: str
    address: Callable[[int], str]
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The middle time, in milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        """The time that one request in twenty exceeds, in milliseconds."""
        return statistics.quantiles(self.seconds, n=20)[-1] * 1000


def fetch(connection: HTTPConnection, path: str) -> bytes:
    """The body at `path`. Raises AnswerError."""
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise AnswerError(f"{path}: {response.status}")
    return body


def take_turns(connection: HTTPConnection, measures: Sequence[Measure], *, turns: int, warm_up: int) -> None:
    """Ask every measure once per turn; the first `warm_up` turns do not count."""
    for turn in range(warm_up + turns):
        for measure in measures:
            path = measure.address(turn)
            start = time.perf_counter()
            fetch(connection, path)
            if turn >= warm_up:
                measure.seconds.append(time.perf_counter() - start)
