"""The papers of the bodies, for the place where all papers are found (`PAPER_SOURCES`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import AgendaDocument, YearlyAccounts
from networking.papers import Paper, PaperSource

from .members import readable_books

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from networking.models import User
    from networking.papers import Asked


def _agenda(user: User | AnonymousUser, asked: Asked) -> QuerySet[AgendaDocument]:
    rows = AgendaDocument.objects.visible_to(user)
    if asked.body:
        rows = rows.filter(item__meeting__body__slug=asked.body)
    if asked.year:
        rows = rows.filter(item__meeting__first_call_at__year=asked.year)
    return rows.select_related("item__meeting__body", "file").order_by("-added_at")


def _agenda_paper(row: AgendaDocument) -> Paper:
    meeting = row.item.meeting
    return Paper(
        title=row.title,
        about=f"{meeting.body} · {meeting}",
        at=row.added_at,
        url=reverse("governance:meeting_document", args=[row.pk]),
        file=row.file,
        is_public=False,
        kind=str(AGENDA.label),
    )


def _accounts(user: User | AnonymousUser, asked: Asked) -> QuerySet[YearlyAccounts]:
    """Anybody has those whose file is public; members, all those of their association."""
    mine = readable_books(user).values("organization")
    rows = YearlyAccounts.objects.filter(Q(organization__in=mine) | Q(document__is_public=True))
    if asked.body:
        rows = rows.filter(organization__bodies__slug=asked.body)
    if asked.year:
        rows = rows.filter(year=asked.year)
    return rows.select_related("organization", "document").order_by("-added_at")


def _accounts_paper(row: YearlyAccounts) -> Paper:
    file = row.document
    own = reverse("governance:accounts_document", args=[row.pk])
    return Paper(
        title=_("Bilancio %(year)d") % {"year": row.year},
        about=str(row.organization),
        at=row.added_at,
        url=file.get_absolute_url() if file.is_public else own,
        file=file,
        is_public=file.is_public,
        kind=str(ACCOUNTS.label),
    )


AGENDA = PaperSource("riunioni", gettext_lazy("Carte delle riunioni"), _agenda, _agenda_paper)
ACCOUNTS = PaperSource("bilanci", gettext_lazy("Bilanci"), _accounts, _accounts_paper)
