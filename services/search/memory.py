"""A memory with a limit, shared by the threads of a process."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any


class BoundedMemory:
    """Remembers values by key; what was used longest ago goes first when the weights exceed `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._weight = 0
        self._values: OrderedDict[Any, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Any) -> Any:
        """The value of `key`, or None."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    def put(self, key: Any, value: Any, *, weight: int) -> None:
        """Remember `value`, which weighs `weight`."""
        with self._lock:
            if key in self._values:
                self._weight -= self._values.pop(key)[1]
            self._values[key] = (value, weight)
            self._weight += weight
            while self._weight > self._limit and len(self._values) > 1:
                _key, (_value, lost) = self._values.popitem(last=False)
                self._weight -= lost
