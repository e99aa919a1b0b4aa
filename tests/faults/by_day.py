"""A sender for whom it is always ten in the morning: SMS do not leave by night, tests may run then."""

from __future__ import annotations

import time
from datetime import timedelta
from zoneinfo import ZoneInfo

import django
from django.utils import timezone

if __name__ == "__main__":
    django.setup()

    from networking import outbox

    real = timezone.now()
    ten = real.astimezone(ZoneInfo("Europe/Rome")).replace(hour=10, minute=0)
    # Later than now: what the test has written just now is due.
    ahead = (ten if ten > real else ten + timedelta(days=1)) - real
    while True:
        outbox.drain(now=lambda: timezone.now() + ahead)
        time.sleep(0.2)
