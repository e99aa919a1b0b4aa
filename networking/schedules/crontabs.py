"""The regular works for who has no clock of ours: the lines that cron reads, and the list that a person reads."""

from __future__ import annotations

from django.utils.translation import gettext as _

from . import words, works

EVERY_MINUTE, EVERY_FIVE_MINUTES = "* * * * *", "*/5 * * * *"


def lines(command: str) -> str:
    """Two lines, whatever the time zone of the machine.

    What has no hour goes every minute; what has one is asked for every five minutes, and done if its Italian hour has
    come: so cron makes up for what it missed, which by itself it does not.
    """
    # What asks the worker for the works that were missed is what the second line does without a worker.
    going = [work.name for work in works() if not work.is_at_hours and work.name != "recuperare"]
    told = [
        _("# {label}: {how_often}").format(label=work.label, how_often=words.how_often(work.schedule))
        for work in works()
    ]
    run = f"{command} run_schedule"
    return "\n".join(
        [*told, f"{EVERY_MINUTE} {run} {' '.join(going)}", f"{EVERY_FIVE_MINUTES} {run} --dovuti"]
    )


def listing() -> str:
    """Every work by its name, with what it is and how often."""
    widest = max(len(work.name) for work in works())
    return "\n".join(
        f"{work.name:<{widest}}  {work.label}, {words.how_often(work.schedule)}" for work in works()
    )
