"""The kinds of file we take. What is not here is not taken: SVG and HTML carry programs, Office files macros."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its name in a sentence, how it ends, what the browser is told that it is."""

    name: str
    extensions: tuple[str, ...]
    content_type: str
    # The settings that say how big it may be are by subject, not by kind.
    subject: str


PDF = FileKind("PDF", ("pdf",), "application/pdf", "document")
JPEG = FileKind("JPEG", ("jpg", "jpeg", "jfif"), "image/jpeg", "picture")
PNG = FileKind("PNG", ("png",), "image/png", "picture")
WEBP = FileKind("WebP", ("webp",), "image/webp", "picture")
CSV = FileKind("CSV", ("csv",), "text/csv; charset=utf-8", "sheet")
XLSX = FileKind(
    "XLSX", ("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "sheet"
)
# A PDF inside its digital signature (CAdES).
P7M = FileKind("P7M", ("p7m",), "application/pkcs7-mime", "document")

PICTURES = (JPEG, PNG, WEBP)
DOCUMENTS = (PDF, *PICTURES)
SHEETS = (CSV, XLSX)
SIGNED = (PDF, P7M)


def kind_of(content_type: str) -> FileKind | None:
    """The kind that is served as `content_type`; None for what was kept before there were kinds."""
    return next((kind for kind in (*DOCUMENTS, *SHEETS, P7M) if kind.content_type == content_type), None)
