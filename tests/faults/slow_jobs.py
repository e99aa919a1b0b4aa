"""Work that takes some seconds, and writes down each time that it begins and each step it takes."""

import os
import time
from pathlib import Path

from django.utils import timezone

from networking.jobs import Kind, Result
from networking.models import PageReport

STEPS, PAUSE = 40, 0.2


def slow(job, tell):
    diary = Path(job.parameters["diary"])
    PageReport.objects.create(path="/", message="scritto", reported_at=timezone.now())
    write(diary, f"begin {os.getpid()}")
    for step in range(STEPS):
        tell(100 * step // STEPS, f"Passo {step}")
        time.sleep(PAUSE)
    write(diary, f"end {os.getpid()}")
    return Result(f"fatto da {os.getpid()}".encode(), "fatto.txt", "text/plain")


def write(diary, line):
    with diary.open("a") as book:
        book.write(f"{line}\n")


JOBS = (Kind("slow", label="Lavoro lento", do=slow, back=str, back_label="", is_atomic=True),)
