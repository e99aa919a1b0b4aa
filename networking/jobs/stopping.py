"""That this process, and those it was the parent of, have been asked to end.

Celery tells only the parent: its children see it through a byte of memory that they have shared since they were born.
"""

import mmap

_asked = mmap.mmap(-1, 1)


def ask(*_signal: object, **_details: object) -> None:
    """From now on: put back what is being done, begin nothing new. A handler of signals, too."""
    _asked[0] = 1


def is_asked() -> bool:
    """Whether it is time to end."""
    return _asked[0] == 1
