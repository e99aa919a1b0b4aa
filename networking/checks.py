"""Deployment checks of our own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def two_database_roles(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where one database role both owns the tables and runs the portal."""
    urls = settings.DATABASE_URLS
    if urls["owner"] != urls["portal"]:
        return []
    return [
        checks.Warning(
            "Un solo ruolo di PostgreSQL serve sia le migrazioni sia il portale: "
            "le tabelle a sola aggiunta non sono protette.",
            hint="Imposta MIGRATION_DATABASE_URL con il ruolo proprietario e DATABASE_URL con un altro.",
            id="networking.W001",
        )
    ]
