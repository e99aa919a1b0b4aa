"""What the portal can be asked to do: each kind of job, its words, what it gives and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from networking.declaring import Declared

if TYPE_CHECKING:
    from networking.models import Job


# By which the work says how far it is: a percentage, or None where nobody can tell, and what it does now.
Tell = Callable[[int | None, str], None]


class RefusedError(Exception):
    """The work cannot be done; its message is a sentence for whoever asked."""


@dataclass(frozen=True)
class Result:
    """What a job gives: a file, a sentence that says what came of it, a page to go to; any of them, or all."""

    content: bytes | None = None
    name: str = ""
    content_type: str = ""
    outcome: str = ""
    leads_to: str = ""


READY, FAILED, GO_ON = _("È pronto."), _("Non ci siamo riusciti."), _("Vai avanti")


def _anybody(_job: Job) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """A kind of job.

    `label` is its name on a list, `title` what this one is called on its page. `do` works and gives the result;
    with `is_atomic` all it writes is written with the result or not at all. `may_have` is asked once more
    whenever the result is about to leave. `limit` is how long it may take.
    """

    name: str
    label: Any
    do: Callable[[Job, Tell], Result]
    back: Callable[[Job], str]
    back_label: Any
    title: Callable[[Job], str] | None = None
    ready: Any = READY
    failed: Any = FAILED
    leads_label: Any = GO_ON
    may_have: Callable[[Job], bool] = _anybody
    is_atomic: bool = False
    # Its percentage grows with time, so that what is left can be told.
    is_steady: bool = False
    limit: timedelta = timedelta(minutes=10)

    def titled(self, job: Job) -> str:
        """What `job` is called on its page."""
        return str(self.title(job) if self.title else self.label)

    @property
    def too_long(self) -> str:
        """What is told when the limit is over."""
        minutes = int(self.limit.total_seconds() // 60)
        return (
            ngettext(
                "Ci voleva più di %d minuto, e ci siamo fermati. Prova a chiedere di meno.",
                "Ci volevano più di %d minuti, e ci siamo fermati. Prova a chiedere di meno.",
                minutes,
            )
            % minutes
        )


_DECLARED = Declared[Kind]("JOB_KINDS")
kinds, kind_of, label_of = _DECLARED.all, _DECLARED.called, _DECLARED.label_of
