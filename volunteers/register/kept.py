"""The files of a seal as they were handed in: what was touched meanwhile is not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from networking import keeping
from networking.keeping import KeptError

from .refusing import RegisterError

if TYPE_CHECKING:
    from networking.models import StoredFile


def whole(stored: StoredFile, digest: bytes | memoryview) -> bytes:
    """The bytes of `stored`, which are those of `digest`. Raises RegisterError: touched, or not there any more."""
    try:
        return keeping.whole(stored, digest)
    except KeptError as error:
        raise RegisterError(str(error)) from error
