"""Senders that somebody has made careless: by them the tests of faults show that they would notice.

`python -m tests.faults.careless HOW drain_outbox …` is `manage.py` with one of the guards taken away.
"""

from __future__ import annotations

import os
import smtplib
import sys
from typing import Any

import django
from django.core.management import execute_from_command_line


def never_looks() -> None:
    """Whether a notice is still its own, it does not ask."""
    from networking.outbox import claiming, recording
    from networking.outbox.channels import smtp

    write = recording.sent

    def sent(*given: Any, **named: Any) -> bool:
        write(*given, **named)
        return True

    claiming.is_ours = lambda _notice: True
    recording.sent = sent
    smtp._Line.data = smtplib.SMTP.data


def writes_first() -> None:
    """It writes that a notice has left before it has."""
    from django.utils import timezone

    from networking.outbox import recording, sending

    give = sending._Round._send

    def send(self: Any, notice: Any, line: Any) -> bool:
        recording.sent(notice, now=timezone.now())
        return give(self, notice, line)

    sending._Round._send = send


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "networking.settings.test")
    django.setup()
    {each.__name__: each for each in (never_looks, writes_first)}[sys.argv[1]]()
    execute_from_command_line(["manage.py", *sys.argv[2:]])
