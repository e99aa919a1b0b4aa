"""From what came in to what we may keep: size, kind, content; nothing of it is believed."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import puremagic
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from networking import antivirus
from networking.spreadsheets import FileRefusedError, check_csv, check_workbook

from .documents import check_envelope, check_pdf
from .kinds import CSV, JPEG, P7M, PDF, PNG, WEBP, XLSX, FileKind
from .pictures import redraw
from .refusals import UploadRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.core.files import File

LONGEST_NAME = 150
# Puremagic tells these by their first bytes; tables and envelopes have none of their own and are opened instead.
BY_CONTENT_TYPE = {kind.content_type: kind for kind in (PDF, JPEG, PNG, WEBP)}


class CheckedFile(ContentFile):
    """A file that passed: its bytes as we may keep them, under a name that can be shown."""

    def __init__(self, content: bytes, *, name: str, kind: FileKind) -> None:
        super().__init__(content, name=name)
        self.shown_name = name
        self.kind = kind
        self.content = content


def check_upload(upload: File, *, kinds: Sequence[FileKind]) -> CheckedFile:
    """What may be kept of `upload`, one of `kinds`. Raises UploadRefusedError with a sentence for people.

    Pictures come out drawn again: smaller, upright, without what the camera wrote about place and time.
    """
    by_name = _kind_by_name(str(upload.name), kinds)
    _check_size(upload, by_name)
    upload.seek(0)
    content = upload.read()
    _check_kind(content, by_name, kinds)
    if objection := antivirus.objection_to(content):
        raise UploadRefusedError(objection)
    return CheckedFile(_clean(content, by_name), name=clean_name(str(upload.name), by_name), kind=by_name)


def clean_name(name: str, kind: FileKind | None = None) -> str:
    """`name` as people may read it: no folders, no signs that hide or turn text, the right ending."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    # Cc and Cf: line ends, NUL, and the marks by which «fdp.exe» is shown as «exe.pdf».
    shown = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in bare)
    shown = re.sub(r"\s+", " ", shown).strip(" .")
    if kind is None:
        return shown[:LONGEST_NAME].strip()
    ending = f".{kind.extensions[0]}"
    stem = PurePosixPath(shown).stem if _ending(shown) in kind.extensions else shown
    return f"{stem[: LONGEST_NAME - len(ending)].strip(' .') or _('file')}{ending}"


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _kind_by_name(name: str, kinds: Sequence[FileKind]) -> FileKind:
    for kind in kinds:
        if _ending(name.strip()) in kind.extensions:
            return kind
    raise UploadRefusedError(_not_taken(kinds))


def _check_size(upload: File, kind: FileKind) -> None:
    limit = settings.UPLOAD_MAX_BYTES[kind.subject]
    if upload.size > limit:
        raise UploadRefusedError(
            _("Il file è troppo grande: al massimo {size} MB.").format(size=limit // 2**20)
        )
    if not upload.size:
        raise UploadRefusedError(_("Il file è vuoto."))


def _check_kind(content: bytes, by_name: FileKind, kinds: Sequence[FileKind]) -> None:
    """What the bytes say must be what the name says."""
    if by_name in (CSV, XLSX, P7M):
        return
    try:
        content_type = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        content_type = ""
    found = BY_CONTENT_TYPE.get(content_type)
    if found is by_name:
        return
    if found is not None and found in kinds:
        raise UploadRefusedError(
            _(
                "Il nome del file dice {name}, ma il contenuto è {content}: salvalo di nuovo e riprova."
            ).format(name=by_name.name, content=found.name)
        )
    raise UploadRefusedError(_not_taken(kinds))


def _clean(content: bytes, kind: FileKind) -> bytes:
    try:
        return CLEANERS[kind](content)
    except FileRefusedError as refused:
        raise UploadRefusedError(str(refused)) from refused


def _as_is(check: Callable[[bytes], object]) -> Callable[[bytes], bytes]:
    def checked(content: bytes) -> bytes:
        check(content)
        return content

    return checked


CLEANERS: dict[FileKind, Callable[[bytes], bytes]] = {
    PDF: _as_is(check_pdf),
    P7M: _as_is(check_envelope),
    JPEG: lambda content: redraw(content, "JPEG"),
    PNG: lambda content: redraw(content, "PNG"),
    WEBP: lambda content: redraw(content, "WEBP"),
    CSV: _as_is(check_csv),
    XLSX: _as_is(check_workbook),
}


def _not_taken(kinds: Sequence[FileKind]) -> str:
    names = get_text_list([kind.name for kind in kinds], _("o"))
    return _("Questo tipo di file non si può caricare. Va bene {names}.").format(names=names)
