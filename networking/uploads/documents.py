"""PDF files: kept as they are, so those that do something when opened are not taken.

This looks where honest writers put such things, behind the usual disguises; it is no proof that a file is
harmless. Therefore a PDF always leaves as a download in a sandbox, and an antivirus can look too.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from networking.signatures import SignatureRefusedError, open_envelope

from .refusals import UploadRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where the standard allows the last line to be.
TAIL = 2048
# A stream's dictionary stands just before it.
HEAD = 1024
MOST_UNPACKED = 32 * 2**20


def _name(name: str) -> str:
    """A pattern for a PDF name, each letter of which may be written by its code: `/J#61vaScript`."""
    letters = (f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name)
    return f"/{''.join(letters)}(?![A-Za-z0-9#])"


# Programs, commands, files inside the file, players. Longer names than chance writes in a packed picture.
ACTIVE = re.compile(
    "|".join(map(_name, ("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia"))).encode()
)
PACKED_OBJECTS = re.compile(_name("ObjStm").encode())


def check_pdf(content: bytes) -> None:
    """Return for a whole PDF without active parts; raises UploadRefusedError otherwise."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-TAIL:]:
        raise UploadRefusedError(_("Il PDF è rovinato o incompleto: salvalo di nuovo e riprova."))
    if any(ACTIVE.search(part) for part in (content, *_packed_objects(content))):
        raise UploadRefusedError(
            _("Il PDF contiene programmi o altri file. Aprilo, scegli «Stampa in PDF» e carica quello.")
        )


def check_envelope(content: bytes) -> None:
    """Return for a whole PDF inside its signature; raises UploadRefusedError otherwise. Whose it is is not asked here."""
    try:
        _signature, inside = open_envelope(content)
    except SignatureRefusedError as refused:
        raise UploadRefusedError(str(refused)) from refused
    check_pdf(inside)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """The lists of objects that are kept packed; other streams are text and pictures."""
    room, end = MOST_UNPACKED, 0
    while (start := content.find(b"stream", end)) >= 0:
        is_list = PACKED_OBJECTS.search(content, max(end, start - HEAD), start)
        end = content.find(b"endstream", start)
        if end < 0:
            return
        if is_list:
            objects = _unpacked(content[start + len(b"stream") : end].lstrip(b"\r\n"), room)
            room -= len(objects)
            if room <= 0:
                raise UploadRefusedError(_("Il PDF è troppo complicato: salvalo di nuovo e riprova."))
            yield objects
        end += len(b"endstream")


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""
