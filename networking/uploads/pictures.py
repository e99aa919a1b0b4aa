"""Pictures are drawn again: what comes out holds the picture and nothing else."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .refusals import UploadRefusedError

SAVING: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
}


def redraw(content: bytes, kind: str) -> bytes:
    """The picture alone, upright and no larger than we show it: no place, no camera, no second content.

    Raises UploadRefusedError for what is too large (known before a single pixel is unpacked), moves, or is broken.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            return _drawn(picture, kind)
    except UploadRefusedError:
        raise
    except Image.DecompressionBombError as error:
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
    # Smaller first: a JPEG is then not even unpacked whole.
    picture.thumbnail((side, side))
    upright = ImageOps.exif_transpose(picture)
    has_transparency = kind != "JPEG" and upright.has_transparency_data
    # Through bare pixels: nothing that stood beside the picture can follow.
    bare = upright.convert("RGBA" if has_transparency else "RGB")
    clean = Image.frombytes(bare.mode, bare.size, bare.tobytes())
    out = io.BytesIO()
    clean.save(out, kind, **SAVING[kind])
    return out.getvalue()


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
