"""Minutes among the papers: whole for who may read them, in the copy for everybody where they are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy

from governance.models import Minutes
from networking.papers import Paper, PaperSource

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from governance.models.minutes import MinutesQuerySet
    from networking.models import StoredFile, User
    from networking.papers import Asked


def _whole(user: User | AnonymousUser, asked: Asked) -> MinutesQuerySet:
    return _asked(Minutes.objects.visible_to(user).frozen(), asked, "whole").order_by("-approved_at")


def _extracts(_user: User | AnonymousUser, asked: Asked) -> MinutesQuerySet:
    return _asked(Minutes.objects.published(), asked, "extract").order_by("-published_at")


def _asked(rows: MinutesQuerySet, asked: Asked, file: str) -> MinutesQuerySet:
    if asked.body:
        rows = rows.filter(meeting__body__slug=asked.body)
    if asked.year:
        rows = rows.filter(meeting__first_call_at__year=asked.year)
    return rows.select_related("meeting__body", file)


def _whole_paper(row: Minutes) -> Paper:
    return _paper(row, WHOLE, at=row.approved_at, file=row.whole)


def _extract_paper(row: Minutes) -> Paper:
    return _paper(row, EXTRACTS, at=row.published_at, file=row.extract)


def _paper(row: Minutes, source: PaperSource, *, at: datetime | None, file: StoredFile | None) -> Paper:
    if at is None or file is None:
        raise ValueError(row)
    page = "minutes_extract" if source is EXTRACTS else "minutes_whole"
    return Paper(
        title=str(row),
        about=str(row.meeting.body),
        at=at,
        url=reverse(f"governance:{page}", args=[row.pk]),
        file=file,
        is_public=source is EXTRACTS,
        kind=str(source.label),
    )


WHOLE = PaperSource("verbali", gettext_lazy("Verbali interi"), _whole, _whole_paper)
EXTRACTS = PaperSource(
    "verbali-per-tutti", gettext_lazy("Verbali, copia per tutti"), _extracts, _extract_paper
)
