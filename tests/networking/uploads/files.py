"""Files as people and attackers hand them in."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PLACE = "Via della Prova 7"


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    """`content` as it comes from a form."""
    return SimpleUploadedFile(name, content)


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), mode: str = "RGB", **saving: Any
) -> bytes:
    """An honest picture: red on the left half."""
    drawn = Image.new(mode, size)
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.save(out, kind, **saving)
    return out.getvalue()


def photograph(kind: str = "JPEG", *, orientation: int = 1, **options: Any) -> bytes:
    """A picture with what a telephone writes into it: camera, place, a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Marca di telefono"
    exif[0x010E] = PLACE
    exif.get_ifd(0x8825).update({1: "N", 2: (42.0, 47.0, 30.0), 3: "E", 4: (13.0, 5.0, 40.0)})
    return picture(kind, exif=exif, **options)


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def huge_png(side: int = 50_000) -> bytes:
    """A few kilobytes that would unpack to `side` × `side` points."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    rows = zlib.compress(b"\0" * 3_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# Thirty-six bytes that are a whole red picture of 7,000 × 7,000 points.
HUGE_WEBP = bytes.fromhex("524946461c000000574542505650384c0f0000002f57dbd5060710fd8ffe0722a2ff0100")


def pdf(*objects: bytes, packed: bytes = b"") -> bytes:
    """A PDF with these objects, and others in a packed list."""
    bodies = [b"<</Type /Catalog>>", *objects]
    if packed:
        squeezed = zlib.compress(packed)
        head = b"<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>" % len(squeezed)
        bodies.append(head + b"\nstream\r\n" + squeezed + b"\nendstream")
    return (
        b"%PDF-1.7\n" + b"".join(b"%d 0 obj %s endobj\n" % item for item in enumerate(bodies, 1)) + b"%%EOF\n"
    )
