"""Ending in good order: whoever is asked to end finishes the notice in hand and gives the others back."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from networking.jobs import stopping as whole_worker

if TYPE_CHECKING:
    from collections.abc import Iterator

# How a process is asked to end: by whoever runs it, and by who stopped it at the keyboard.
SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stop:
    """Whether the process was asked to end while we listened, or the worker that it is a child of."""

    def __init__(self) -> None:
        self._noted: int | None = None

    @property
    def is_asked(self) -> bool:
        """Whether it is time to end."""
        return self._noted is not None or whole_worker.is_asked()

    @classmethod
    @contextmanager
    def listening(cls) -> Iterator[Stop]:
        """Note a signal instead of dying of it, and give it back afterwards to whoever minded it before."""
        stop = cls()
        # Only the main thread may mind signals: a thread of a test, or of a server, is not asked.
        if threading.current_thread() is not threading.main_thread():
            yield stop
            return
        before = {each: signal.getsignal(each) for each in SIGNALS}
        for each in SIGNALS:
            signal.signal(each, stop._note)
        try:
            yield stop
        finally:
            for each, handler in before.items():
                # None: somebody minded it who is not of Python, and cannot be given back.
                signal.signal(each, signal.SIG_DFL if handler is None else handler)
            if stop._noted is not None:
                os.kill(os.getpid(), stop._noted)

    def _note(self, number: int, _frame: Any) -> None:
        self._noted = number
