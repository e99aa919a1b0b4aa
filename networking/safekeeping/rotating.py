"""Old copies hold people who are no longer with us: after BACKUP_KEEP_DAYS they go."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from .copying import PREFIX, SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

NAME = re.compile(rf"{PREFIX}(\d{{8}}T\d{{6}}Z)\S*{re.escape(SUFFIX)}")


def throw_away_old(*, now: datetime) -> list[Path]:
    """Delete the copies made too long ago, with their keys; never the newest, whatever its age."""
    dated = sorted(
        (datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC), path)
        for path in settings.BACKUP_FOLDER.iterdir()
        if (found := NAME.fullmatch(path.name))
    )
    newest = dated[-1][0] if dated else now
    limit = now - timedelta(days=settings.BACKUP_KEEP_DAYS)
    old = [path for made_at, path in dated if made_at < limit and made_at != newest]
    for path in old:
        path.unlink()
    return old
