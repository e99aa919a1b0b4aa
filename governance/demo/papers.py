"""The papers that people find before a meeting: a few pages each, drawn as PDF."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from networking import pdf
from networking.demo import DEMONSTRATION

from ..convening import drafting
from ..models import AgendaItem

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

    from ..models import Meeting

FILE = Path(__file__).parent / "papers.toml"
A_HOUR = timedelta(hours=1)


def add(meeting: Meeting, *, by: User, sent: datetime) -> None:
    """Add the papers of a meeting, an hour after it was convened."""
    for fact in tomllib.loads(FILE.read_text(encoding="utf-8"))["paper"]:
        if fact["meeting"] != meeting.title:
            continue
        items = AgendaItem.objects.for_everyone(reason=DEMONSTRATION).filter(meeting=meeting)
        context = {"title": fact["title"], "lines": fact["lines"], "meeting": meeting}
        content = pdf.render("documents/paper.html", context, written_at=timezone.localtime(sent))
        upload = ContentFile(content, name=f"{slugify(fact['title'])}.pdf")
        item = items.get(title=fact["point"])
        drafting.add_document(item, upload=upload, title=fact["title"], by=by, now=sent + A_HOUR)
