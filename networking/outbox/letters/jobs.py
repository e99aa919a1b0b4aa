"""Printing at once what would wait for the night: many letters are a job that somebody waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from networking.jobs import Kind, Result, Tell

from .printing import print_letters
from .standing import whose

if TYPE_CHECKING:
    from networking.models import Job, LetterBatch

PRINT = "print_letters"


def build(job: Job, tell: Tell) -> Result:
    """Print the letters to those whom the person who asked follows today."""
    tell(None, str(_("Impagino le lettere")))
    made = print_letters(within=whose(job.requested_by))
    return Result(outcome=said(made), leads_to=reverse("networking:desk_letters"))


def said(made: list[LetterBatch]) -> str:
    """What came of a print, in a sentence."""
    letters = sum(batch.letters for batch in made)
    if not letters:
        return str(_("Non c'era nessuna lettera da stampare."))
    return ngettext("%d lettera da stampare.", "%d lettere da stampare.", letters) % letters


JOBS = (
    Kind(
        PRINT,
        label=_("Una stampa di lettere"),
        do=build,
        ready=_("Le lettere sono pronte."),
        failed=_("Non siamo riusciti a preparare le lettere."),
        leads_label=_("Vai alle lettere"),
        back=lambda _job: reverse("networking:desk_letters"),
        back_label=_("Torna alle lettere"),
    ),
)
