"""How long each table keeps its rows: a file that the program obeys and a test completes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.sessions.models import Session

if TYPE_CHECKING:
    from datetime import datetime

ABOUT_PEOPLE = {"networking.User", "networking.Role"}
FILE = Path(__file__).with_name("retention.toml")


@dataclass(frozen=True)
class RetentionRule:
    """What happens to the rows of one table in time."""

    keep: str
    is_append_only: bool = False
    days: int | None = None
    since: str = ""


@cache
def rules() -> dict[str, RetentionRule]:
    """The rule of each table, by model label (`app.Model`)."""
    return {label: RetentionRule(**rule) for label, rule in tomllib.loads(FILE.read_text()).items()}


def kept_about_people() -> list[tuple[str, str]]:
    """What the privacy page tells: the name of each table about people, and how long its rows stay.

    They are those that follow a person's access, and those that the portal deletes by itself.
    """
    return [
        (str(apps.get_model(label)._meta.verbose_name_plural), rule.keep)
        for label, rule in rules().items()
        if rule.days is not None or label in ABOUT_PEOPLE
    ]


def delete_expired(*, now: datetime) -> dict[str, int]:
    """Delete what every dated rule says has been kept long enough, and sessions that are over.

    Rows deleted by table.
    """
    deleted = {}
    for label, rule in rules().items():
        if rule.days is not None:
            too_old = {f"{rule.since}__lt": now - timedelta(days=rule.days)}
            _total, by_model = apps.get_model(label)._base_manager.filter(**too_old).delete()
            deleted[label] = by_model.get(label, 0)
    # Django leaves there the session of whoever closes the browser without signing out.
    deleted["sessions.Session"], _by_model = Session.objects.filter(expire_date__lt=now).delete()
    return deleted
