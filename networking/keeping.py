"""Files of ours that must stay as they were drawn: kept with their digest, and given only as long as they are those.

A book, a seal, minutes: what is kept is nobody's own, and only the page of the book gives it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from networking import uploads
from networking.models import StoredFile

if TYPE_CHECKING:
    from networking.models import User
    from networking.uploads import CheckedFile


class KeptError(Exception):
    """A file that was touched, or is not there any more: the sentence."""


def keep_pdf(content: bytes, name: str) -> StoredFile:
    """Keep a PDF of ours; of a transaction that fails the file goes too."""
    stored = StoredFile(name=name, content_type=uploads.PDF.content_type, size=len(content))
    stored.file.save(name, ContentFile(content), save=False)
    try:
        stored.save()
    except BaseException:
        stored.file.delete(save=False)
        raise
    return stored


def keep_handed_in(upload: CheckedFile, *, by: User) -> StoredFile:
    """Keep what `by` handed in for a book. Checked for room as any other; raises UploadRefusedError."""
    stored = uploads.store_upload(upload, by=by)
    stored.uploaded_by = None
    stored.save(update_fields=["uploaded_by"])
    return stored


def whole(stored: StoredFile, digest: bytes | memoryview) -> bytes:
    """The bytes of `stored`, which are those of `digest` (SHA-256). Raises KeptError."""
    try:
        with stored.file.open("rb") as file:
            content: bytes = file.read()
    except OSError as gone:
        raise KeptError(
            _("«%(name)s» non si trova più: scrivi a chi gestisce il portale.") % {"name": stored.name}
        ) from gone
    if hashlib.sha256(content).digest() != bytes(digest):
        raise KeptError(
            _(
                "«%(name)s» non è più quello di allora, qualcuno l'ha toccato: scrivi a chi gestisce il portale."
            )
            % {"name": stored.name}
        )
    return content
