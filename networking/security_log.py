"""What happened to the doors: one JSON line each, with when, who and what; never what anybody wrote.

For whoever looks for an intrusion afterwards. Lines go where the rest of the log goes (stdout), under
the name `networking.security`, so that what collects them can keep them apart and out of our reach.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import User

log = logging.getLogger("networking.security")

DONE, REFUSED, FAILED = "done", "refused", "failed"
LEVELS = {DONE: logging.INFO, REFUSED: logging.WARNING, FAILED: logging.ERROR}


def record(
    event: str,
    *,
    outcome: str = DONE,
    user: User | AnonymousUser | None = None,
    **facts: str | int | None,
) -> None:
    """Write down an event (`sign_in`, `upload`…): whose id, how it ended, and short facts of ours.

    Facts are names from the code (a view, a reason, a kind), never text from a request.
    """
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "event": event,
        "outcome": outcome,
        # An anonymous visitor has no id.
        "user": str(user.pk) if user is not None and user.pk else None,
        **facts,
    }
    log.log(LEVELS[outcome], "%s", json.dumps(line, ensure_ascii=True))
