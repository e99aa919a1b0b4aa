"""The portal's own work: processes that live."""

from __future__ import annotations

from django.contrib import admin

from networking.models import Heartbeat

from .scope import ReadOnlyAdmin


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ("name", "beat_at")
