"""The files of a seal as they were handed in: what was touched meanwhile is not given."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .refusing import RegisterError

if TYPE_CHECKING:
    from networking.models import StoredFile


def whole(stored: StoredFile, digest: bytes | memoryview) -> bytes:
    """The bytes of `stored`, which are those of `digest`. Raises RegisterError: touched, or not there any more."""
    try:
        with stored.file.open("rb") as file:
            content: bytes = file.read()
    except OSError as gone:
        raise RegisterError(
            _("«%(name)s» non si trova più: scrivi a chi gestisce il portale.") % {"name": stored.name}
        ) from gone
    if hashlib.sha256(content).digest() != bytes(digest):
        raise RegisterError(
            _(
                "«%(name)s» non è più quello di allora, qualcuno l'ha toccato: scrivi a chi gestisce il portale."
            )
            % {"name": stored.name}
        )
    return content
