"""Minutes on paper: the whole for who may read it, the extract for everybody. PDF/A, tagged, with a code to check it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from laboratories.registers.documents import drawn_code
from networking import pdf

from . import content as contents

if TYPE_CHECKING:
    from governance.models import Minutes

TEMPLATE = "documents/minutes.html"


def whole(minutes: Minutes, content: contents.Content, *, fingerprint: str, now: datetime) -> bytes:
    """The PDF that is signed and kept."""
    return _drawn(minutes, content, fingerprint=fingerprint, now=now, is_extract=False)


def public(minutes: Minutes, content: contents.Content, *, fingerprint: str, now: datetime) -> bytes:
    """The PDF for everybody, drawn from what is left of `content` (`contents.extract`)."""
    return _drawn(minutes, contents.extract(content), fingerprint=fingerprint, now=now, is_extract=True)


def page_of(minutes: Minutes) -> str:
    """Where anybody checks a PDF of these minutes."""
    return f"{settings.PORTAL_ADDRESS}{reverse('governance:minutes_check', args=[minutes.pk])}"


def _drawn(
    minutes: Minutes, content: contents.Content, *, fingerprint: str, now: datetime, is_extract: bool
) -> bytes:
    page = page_of(minutes)
    context: dict[str, Any] = {
        "said": content,
        "opened_at": _read(content["opened_at"]),
        "closed_at": _read(content["closed_at"]),
        "approved_at": _read(content["approved_at"]),
        "fingerprint": fingerprint,
        "page": page,
        "code": drawn_code(page),
        "is_extract": is_extract,
    }
    return pdf.render(TEMPLATE, context, written_at=now, is_archived=True)


def _read(moment: str) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None
