"""The portal's own work: mail that leaves, processes that live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import Heartbeat, Notice
from networking.outbox import resending
from networking.outbox.kinds import label_of

from .scope import ReadOnlyAdmin, ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.models.notices import NoticeQuerySet


WORDS = ("text", "html", "short", "link", "calendar")


@admin.register(Notice)
class NoticeAdmin(ScopedAdmin):
    """What is told to people: staff see how it went and may send again what was given up."""

    list_display = ("subject_or_kind", "person", "channel", "state", "attempts", "due_at", "sent_at")
    list_filter = ("state", "channel")
    search_fields = ("address", "subject")
    search_help_text = _("Cerca per recapito o oggetto.")
    # Whoever reads a mail could use the link in it, as to choose a new password.
    exclude = WORDS
    readonly_fields = tuple(field.name for field in Notice._meta.fields if field.name not in WORDS)
    actions = ("send_again",)
    is_private = True

    def all_rows(self, request: HttpRequest) -> QuerySet[Notice]:
        everyone = Notice.objects.for_everyone(reason="chi amministra il portale segue gli avvisi")
        return everyone.select_related("person").order_by("-created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("che avviso"), ordering="kind")
    def subject_or_kind(self, notice: Notice) -> str:
        """What it says, or what kind it is while it has no words."""
        return notice.subject or label_of(notice.kind)

    @admin.action(description=_("Rimetti in partenza quelli non consegnati"), permissions=["change"])
    def send_again(self, request: HttpRequest, notices: NoticeQuerySet) -> None:
        resending.send_again(notices, by=request.user, now=timezone.now())


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ("name", "beat_at")
