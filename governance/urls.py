"""Addresses of governance, in Italian; names in English. Each area has a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .urls_actions import urlpatterns as actions
from .urls_cabina import urlpatterns as cabina
from .urls_decisions import urlpatterns as decisions
from .urls_indicators import urlpatterns as indicators
from .urls_meetings import urlpatterns as meetings
from .urls_members import urlpatterns as members
from .urls_minutes import urlpatterns as minutes
from .urls_reports import urlpatterns as reports
from .urls_sitting import urlpatterns as sitting

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "governance"
urlpatterns: list[URLPattern] = [
    *actions,
    *cabina,
    *decisions,
    *indicators,
    *meetings,
    *members,
    *minutes,
    *reports,
    *sitting,
]
