"""The portal's own work: mail that leaves, processes that live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.models import Heartbeat, OutboxMail

from .scope import ReadOnlyAdmin, ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(OutboxMail)
class OutboxMailAdmin(ScopedAdmin):
    """Mail that leaves: staff see how it went and may send the dead again."""

    list_display = ("subject", "to", "state", "attempts", "created_at", "sent_at")
    list_filter = ("state",)
    search_fields = ("to", "subject")
    search_help_text = _("Cerca per destinatario o oggetto.")
    # Whoever reads a mail could use the link in it, as to choose a new password.
    exclude = ("text", "html")
    readonly_fields = tuple(
        field.name for field in OutboxMail._meta.fields if field.name not in {"text", "html"}
    )
    actions = ("send_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Rimetti in partenza quelle non consegnate"), permissions=["change"])
    def send_again(self, request: HttpRequest, mails: QuerySet[OutboxMail]) -> None:
        now = timezone.now()
        # The day after which a mail is given up begins again.
        mails.filter(state=OutboxMail.State.DEAD).update(
            state=OutboxMail.State.QUEUED, due_at=now, created_at=now, attempts=0
        )


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ("name", "beat_at")
