"""Results that nobody may fetch any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from networking import stored_bytes
from networking.models import Job

from .holding import everyone

RESULT_LASTS = timedelta(hours=24)


def expire_results(_label: str = "", before: datetime | None = None) -> int:
    """Delete the files that nobody may fetch any more, with their bytes; how many."""
    before = before or timezone.now() - RESULT_LASTS
    with transaction.atomic():
        over = everyone().filter(finished_at__lt=before, state=Job.State.DONE).exclude(file="")
        stored_bytes.forget_after_commit(stored_bytes.files_in(over))
        return over.update(state=Job.State.EXPIRED, file="", file_name="")
