"""The register's names, which go ten years after; the lines stay, and the chain still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from datetime import datetime


def forget_lines(_label: str, before: datetime) -> int:
    """Forget whom the lines of before `before` were about, where they ceased or were erased; how many they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT volunteers_forget_lines(%s)", [before])
        return int(cursor.fetchone()[0])
