"""What a channel's line is: something that sends one notice, or says why it did not."""

from __future__ import annotations

from collections.abc import Callable

from networking.models import Notice

Send = Callable[[Notice], None]


class NotTakenError(Exception):
    """This notice was not taken. `is_final`: by this channel it never will be; else it is tried again later.

    `words` are for staff, in Italian; `technical` is what the other side said.
    """

    def __init__(self, words: str, *, is_final: bool, technical: str = "") -> None:
        super().__init__(words)
        self.words, self.is_final, self.technical = words, is_final, technical


class UnreachableError(Exception):
    """Nobody answers behind this channel: what was taken waits, and it is nobody's attempt."""


class TooLateError(Exception):
    """So long has gone by that the lease is almost over: nothing was given, and whoever is next sends it."""
