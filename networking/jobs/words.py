"""What the page of a job says: where it is, how far, what came of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networking.declaring import UnknownKindError
from networking.models import Job

from .asking import place_in_queue, waits_for_another_of_theirs
from .kinds import Kind, kind_of

if TYPE_CHECKING:
    from datetime import datetime

# Before this much is done, what is left would be a guess.
TELLS_FROM, TELLS_AFTER = 5, timedelta(seconds=5)


@dataclass(frozen=True)
class Link:
    """Where one may go, and the words of the link."""

    href: str
    label: str


@dataclass(frozen=True)
class Told:
    """A job in words. `announced` changes seldom: it is what is read aloud while the page changes by itself."""

    job: Job
    kind: Kind | None
    title: str
    sentence: str
    announced: str
    left: str = ""
    may_be_had: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether the percentage means something now."""
        return self.job.state == Job.State.RUNNING and self.job.progress is not None

    @property
    def way_on(self) -> Link | None:
        """Where one goes from here: to look again, to the file, to the page that came of it."""
        if not self.job.is_over:
            return Link(self.job.get_absolute_url(), _("Guarda a che punto è"))
        if self.may_be_had:
            kind, size = Path(self.job.file_name).suffix[1:].upper(), filesizeformat(self.job.file.size)
            words = _("Scarica ({kind}, {size})").format(kind=kind, size=size)
            return Link(reverse("networking:job_file", args=[self.job.pk]), words)
        if self.job.leads_to:
            return Link(self.job.leads_to, str(self.kind.leads_label if self.kind else _("Vai avanti")))
        return None

    @property
    def shown(self) -> str:
        """By which the page knows whether anything has changed."""
        return _digest(self.job.state, self.sentence, str(self.job.progress), self.left)

    @property
    def heard(self) -> str:
        """By which the page knows whether there is something new to read aloud."""
        return _digest(self.announced)

    @property
    def back(self) -> Link | None:
        """Where one goes back to; nowhere where the way on leads to what came of it."""
        if self.kind is None or self.job.leads_to:
            return None
        return Link(self.kind.back(self.job), str(self.kind.back_label))


def told(job: Job, *, now: datetime) -> Told:
    """What the page of `job` says now."""
    try:
        kind = kind_of(job.kind)
    except UnknownKindError:
        kind = None
    is_there = may_be_had(job, now=now)
    sentence = _sentence(job, kind, now, is_there=is_there or not job.file)
    return Told(
        job,
        kind,
        title=title_of(job),
        sentence=sentence,
        announced=_announced(job, sentence),
        left=_left(job, kind, now),
        may_be_had=is_there,
    )


def may_be_had(job: Job, *, now: datetime) -> bool:
    """Whether its file may leave: in time, there, and still for who asked."""
    is_in_time = job.expires_at is not None and job.expires_at > now
    if not is_in_time or not job.file:
        return False
    try:
        return kind_of(job.kind).may_have(job) and job.file.storage.exists(str(job.file.name))
    except UnknownKindError:
        return False


def _sentence(job: Job, kind: Kind | None, now: datetime, *, is_there: bool) -> str:
    match job.state:
        case Job.State.QUEUED:
            return _waiting(job)
        case Job.State.RUNNING:
            return f"{job.doing}…" if job.doing else _("Abbiamo cominciato…")
        case Job.State.FAILED:
            return f"{kind.failed if kind else ''} {job.error}".strip()
        case Job.State.CANCELLED:
            when = date_format(timezone.localtime(job.finished_at), "j F, H:i")
            return _("L'hai annullato: {when}.").format(when=when)
        case Job.State.DONE if is_there:
            return f"{kind.ready if kind else ''} {job.outcome}".strip()
    return _("Il tempo per scaricarlo è finito e l'abbiamo cancellato. Puoi chiederlo di nuovo.")


def _waiting(job: Job) -> str:
    place = place_in_queue(job)
    if place is not None and place > 1:
        return _("Sei al {place}° posto in coda.").format(place=place)
    if waits_for_another_of_theirs(job):
        return _("Comincia appena finisce l'altro lavoro che hai chiesto.")
    return _("Sei il prossimo: cominciamo tra poco.")


def _announced(job: Job, sentence: str) -> str:
    """Not each step: whoever listens hears a quarter of the way at a time."""
    if job.state != Job.State.RUNNING:
        return sentence
    quarter = (job.progress or 0) // 25 * 25
    return _("Fatto il {quarter} per cento.").format(quarter=quarter) if quarter else _("È in corso.")


def _left(job: Job, kind: Kind | None, now: datetime) -> str:
    """How long it still takes, only where that can be told."""
    if kind is None or not kind.is_steady or job.state != Job.State.RUNNING or job.started_at is None:
        return ""
    spent, progress = now - job.started_at, job.progress or 0
    if progress < TELLS_FROM or spent < TELLS_AFTER:
        return ""
    minutes = round(spent.total_seconds() * (100 - progress) / progress / 60)
    if minutes < 1:
        return _("Manca meno di un minuto.")
    return ngettext("Manca circa %d minuto.", "Mancano circa %d minuti.", minutes) % minutes


def title_of(job: Job) -> str:
    """What it is called, also where no app knows its kind any more."""
    try:
        return kind_of(job.kind).titled(job)
    except UnknownKindError:
        return _("Il lavoro che hai chiesto")


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
