"""Ending in good order: whoever is asked to end finishes the notice in hand and gives the others back."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class Stop:
    """Whether the process was asked to end (SIGTERM) while we listened."""

    def __init__(self) -> None:
        self.is_asked = False

    @classmethod
    @contextmanager
    def listening(cls) -> Iterator[Stop]:
        """Note a SIGTERM instead of dying of it, and give it back afterwards to whoever minded it before."""
        stop = cls()
        # Only the main thread may mind signals: a thread of a test, or of a server, is not asked.
        if threading.current_thread() is not threading.main_thread():
            yield stop
            return
        before = signal.signal(signal.SIGTERM, stop._note)
        try:
            yield stop
        finally:
            signal.signal(signal.SIGTERM, before)
            if stop.is_asked:
                os.kill(os.getpid(), signal.SIGTERM)

    def _note(self, _number: int, _frame: Any) -> None:
        self.is_asked = True
