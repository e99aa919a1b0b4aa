"""Deployment checks of our own."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core import checks

from . import sms
from .sms.folder import FolderGateway

# Who is seen to write; empty: the name that the provider has for us.
SENDER = r"[A-Za-z0-9]{0,11}"


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


@checks.register(checks.Tags.security, deploy=True)
def sms_gateway_is_whole(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse a provider of SMS that could only fail, and a folder where people wait for messages."""
    if not sms.is_available():
        return []
    gateway = sms.gateway()
    problems = [
        f"Manca {name}: {settings.SMS_GATEWAY} non può spedire." for name in gateway.missing_settings()
    ]
    if isinstance(gateway, FolderGateway):
        problems.append("Gli SMS finirebbero in una cartella, e il portale li direbbe partiti.")
    if not re.fullmatch(SENDER, settings.SMS_SENDER):
        problems.append("SMS_SENDER ha al massimo 11 lettere o cifre, senza spazi né accenti.")
    hint = "Vedi «SMS» in deploy/README.md. Per non spedire SMS lascia vuoto SMS_GATEWAY."
    return [checks.Error(problem, hint=hint, id="networking.E001") for problem in problems]
