"""The one door for files that people hand in."""

from .checking import CheckedFile, UploadRefusedError, check_upload, clean_name
from .kinds import (
    CSV,
    DOCUMENTS,
    JPEG,
    P7M,
    PDF,
    PICTURES,
    PNG,
    SHEETS,
    SIGNED,
    WEBP,
    XLSX,
    FileKind,
    kind_of,
)
from .storing import check_room, keep, store_upload

__all__ = [
    "CSV",
    "DOCUMENTS",
    "JPEG",
    "P7M",
    "PDF",
    "PICTURES",
    "PNG",
    "SHEETS",
    "SIGNED",
    "WEBP",
    "XLSX",
    "CheckedFile",
    "FileKind",
    "UploadRefusedError",
    "check_room",
    "check_upload",
    "clean_name",
    "keep",
    "kind_of",
    "store_upload",
]
