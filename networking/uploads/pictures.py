"""Pictures are drawn again: what comes out holds the picture and nothing else."""

from __future__ import annotations

import io
import struct
import warnings

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .refusals import UploadRefusedError

PNG_START = b"\x89PNG\r\n\x1a\n"
SAVING = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}


def redraw(content: bytes, kind: str) -> bytes:
    """The picture alone, upright and no larger than we show it: no place, no camera, no second content.

    Raises UploadRefusedError for what is too large (known before a single pixel is unpacked), moves, or is broken.
    """
    _check_pixels(*_declared_size(content, kind))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind]) as picture:
                return _drawn(picture, kind)
    except UploadRefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadRefusedError(_too_many_pixels()) from error
    # Each decoder stumbles in its own way over a broken file.
    except Exception as error:
        raise UploadRefusedError(_broken()) from error


def _drawn(picture: Image.Image, kind: str) -> bytes:
    _check_pixels(*picture.size)
    # A telephone's JPEG may hold more pictures (depth, the other lens): the first is the one taken.
    if kind != "JPEG" and getattr(picture, "is_animated", False):
        raise UploadRefusedError(_("L'immagine si muove: carica una foto ferma."))
    side = settings.UPLOAD_PICTURE_SIDE
    # A JPEG can be unpacked smaller from the start.
    picture.draft("RGB", (side, side))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((side, side))
    has_transparency = kind != "JPEG" and upright.has_transparency_data
    # Through bare pixels: nothing that stood beside the picture can follow.
    bare = upright.convert("RGBA" if has_transparency else "RGB")
    clean = Image.frombytes(bare.mode, bare.size, bare.tobytes())
    out = io.BytesIO()
    clean.save(out, kind, **SAVING[kind])
    return out.getvalue()


def _declared_size(content: bytes, kind: str) -> tuple[int, int]:
    """Width and height as the file's head declares them. For JPEG the library reads only the head anyway.

    WebP's decoder makes room for the whole picture as soon as it opens one.
    """
    try:
        if kind == "PNG":
            return struct.unpack(">II", content[16:24])
        if kind == "WEBP":
            return _size_of_webp(content)
    except (struct.error, IndexError) as error:
        raise UploadRefusedError(_broken()) from error
    return 1, 1


def _size_of_webp(content: bytes) -> tuple[int, int]:
    """The canvas, or the only frame (RFC 9649, 2.5-2.7)."""
    chunk = content[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(content[start : start + 3], "little") for start in (24, 27))
        return width + 1, height + 1
    if chunk == b"VP8L":
        (bits,) = struct.unpack("<I", content[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise UploadRefusedError(_broken())


def _check_pixels(width: int, height: int) -> None:
    if width * height > settings.UPLOAD_MAX_PIXELS:
        raise UploadRefusedError(_too_many_pixels())
    if not width or not height:
        raise UploadRefusedError(_broken())


def _too_many_pixels() -> str:
    return _("L'immagine ha troppi punti: al massimo {number} milioni. Rimpiccioliscila e riprova.").format(
        number=settings.UPLOAD_MAX_PIXELS // 1_000_000
    )


def _broken() -> str:
    return _("L'immagine è rovinata e non si apre: salvala di nuovo e riprova.")
