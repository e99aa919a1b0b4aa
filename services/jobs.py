"""Work on long sheets, done by a worker: looking at one, writing it, handing out a long list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networking import jobs, permissions
from networking.jobs import Kind, RefusedError, Result, Tell
from networking.models import Job

from . import exporting, imports
from .models import PendingImport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from networking.models import User
    from networking.models.scope import Scope

LOOK, WRITE, EXPORT = "services.look_at_sheet", "services.write_sheet", "services.export"
# Up to so many rows nobody waits more than a second or two: they are done while the page loads.
ROWS_AT_ONCE, EXPORTED_AT_ONCE = 500, 1000
# Whoever mends a sheet hands it in many times in a day.
MOST_A_DAY = 100
TABLES = {table.slug: table for table in (imports.ORGANIZATIONS, imports.SERVICES)}
CHANGED = gettext_lazy(
    "Intanto il catalogo è cambiato: guarda di nuovo che cosa succederebbe. Non è stato scritto niente."
)
GONE = gettext_lazy("Questo foglio non aspetta più: è già stato scritto, o è passato un giorno.")


# --- asking ---


def ask_to_look(pending: PendingImport, *, by: User, now: datetime) -> Job:
    """Look at a long sheet. Raises TooManyError."""
    asked = {"table": pending.table, "sheet": str(pending.pk)}
    return jobs.ask(LOOK, by=by, now=now, parameters=asked, most_a_day=MOST_A_DAY)


def ask_to_write(pending: PendingImport, *, seen: str, by: User, now: datetime) -> Job:
    """Write what was seen of a long sheet (`seen` is its digest). Raises TooManyError."""
    asked = {"table": pending.table, "sheet": str(pending.pk), "seen": seen}
    return jobs.ask(WRITE, by=by, now=now, parameters=asked, most_a_day=MOST_A_DAY)


def ask_to_export(
    table: imports.Table,
    extension: str,
    *,
    scope: Scope,
    by: User,
    now: datetime,
    chosen: Iterable[int] | None = None,
) -> Job:
    """Prepare a long list, or of it the rows `chosen`. Raises TooManyError."""
    asked: dict[str, Any] = {"table": table.slug, "extension": extension, "reach": _said(scope)}
    if chosen is not None:
        asked["chosen"] = sorted(chosen)
    return jobs.ask(EXPORT, by=by, now=now, parameters=asked, most_a_day=MOST_A_DAY)


def at_work_on(pending: PendingImport, *, by: User) -> Job | None:
    """What is being done, or waits to be done, with a sheet of theirs."""
    return Job.objects.visible_to(by).unfinished().filter(parameters__sheet=str(pending.pk)).first()


def was_refused(pending: PendingImport, *, by: User) -> bool:
    """Whether somebody tried in vain to write what was seen last: it has to be looked at again."""
    failed = Job.objects.visible_to(by).filter(kind=WRITE, state=Job.State.FAILED)
    return failed.filter(parameters__sheet=str(pending.pk), finished_at__gt=pending.seen_at).exists()


# --- doing ---


def look_at_sheet(job: Job, tell: Tell) -> Result:
    """See what the sheet would do; nothing is written."""
    table = _table(job)
    try:
        seen = imports.look(
            job.parameters["sheet"],
            table=table,
            scope=_scope(job, "import"),
            by=job.requested_by,
            now=timezone.now(),
            told=_rows_told(tell, _rows_in(job), upto=95),
        )
    except PendingImport.DoesNotExist:
        raise RefusedError(str(GONE)) from None
    if seen.problems:
        found = ngettext(
            "C'è %d cosa da correggere: non è stato scritto niente.",
            "Ci sono %d cose da correggere: non è stato scritto niente.",
            seen.how_many_problems,
        )
        return Result(outcome=found % seen.how_many_problems, leads_to=_preview(job))
    if not seen.can_be_written:
        outcome = _("Il foglio dice le stesse cose del catalogo: non c'è niente da cambiare.")
        return Result(outcome=outcome, leads_to=_page(job, "import"))
    return Result(outcome=_("Non è ancora stato scritto niente."), leads_to=_preview(job))


def write_sheet(job: Job, tell: Tell) -> Result:
    """Write what was seen, all or nothing; refused where it would do anything else by now."""
    rows = _rows_in(job)
    writing = ngettext("Scrivo %s riga", "Scrivo %s righe", rows) % _grouped(rows)
    try:
        plan = imports.confirm(
            job.parameters["sheet"],
            seen=job.parameters["seen"],
            table=_table(job),
            scope=_scope(job, "import"),
            by=job.requested_by,
            now=timezone.now(),
            told=_rows_told(tell, rows, upto=50, then=writing),
        )
    except imports.ImportChangedError:
        raise RefusedError(str(CHANGED)) from None
    except PendingImport.DoesNotExist:
        raise RefusedError(str(GONE)) from None
    return Result(outcome=imports.written(plan), leads_to=_page(job, "changelist"))


def export(job: Job, tell: Tell) -> Result:
    """The list as a file, of the places where one may still take it from."""
    if not may_have_export(job):
        raise RefusedError(_("Non puoi più scaricare questo elenco."))
    table, extension = _table(job), job.parameters["extension"]
    rows = table.rows_within(_scope(job, "export"))
    if "chosen" in job.parameters:
        rows = rows.filter(pk__in=job.parameters["chosen"])
    tell(None, _("Leggo l'elenco"))
    found = list(rows)
    content, kind = exporting.sheet_of(
        table,
        found,
        extension=extension,
        told=_rows_told(tell, len(found), upto=50, then=_("Scrivo il file")),
    )
    name = f"{table.slug}-{timezone.localdate().isoformat()}.{extension}"
    outcome = ngettext("%s riga.", "%s righe.", len(found)) % _grouped(len(found))
    return Result(content, name, kind, outcome=outcome)


def may_have_export(job: Job) -> bool:
    """Whether who asked may take away today just what they could when they asked."""
    scope = permissions.reach(job.requested_by, "export", _table(job).model)
    return bool(job.requested_by.is_active and scope) and _said(scope) == job.parameters["reach"]


# --- what they need ---


def _table(job: Job) -> imports.Table:
    return TABLES[job.parameters["table"]]


def _scope(job: Job, verb: str) -> Scope:
    """Where who asked may do it now. Raises RefusedError where nowhere."""
    by, model = job.requested_by, _table(job).model
    scope = permissions.reach(by, verb, model)
    if not (
        by.is_active and scope and by.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")
    ):
        raise RefusedError(_("Non puoi più lavorare su questo elenco."))
    return scope


def _said(scope: Scope) -> dict[str, Any]:
    return {"everywhere": scope.everywhere, "zones": sorted(scope.zones), "comuni": sorted(scope.comuni)}


def _rows_in(job: Job) -> int:
    pending = PendingImport.objects.filter(pk=job.parameters["sheet"], uploaded_by=job.requested_by).first()
    return len(pending.rows) if pending else 0


def _rows_told(tell: Tell, rows: int, *, upto: int, then: str = "") -> Callable[[int], None]:
    """By which whoever goes through `rows` says at which one they are; the last is `upto` per cent.

    What comes afterwards is called `then`: how long that takes nobody can tell.
    """

    def told(done: int) -> None:
        if done >= rows and then:
            tell(None, then)
            return
        where = _("Riga {done} di {rows}").format(done=_grouped(min(done + 1, rows)), rows=_grouped(rows))
        tell(upto * done // max(rows, 1), where)

    return told


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _page(job: Job, page: str, *arguments: Any) -> str:
    meta = _table(job).model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=arguments)


def _preview(job: Job) -> str:
    return _page(job, "preview", job.parameters["sheet"])


JOBS = (
    Kind(
        LOOK,
        label=gettext_lazy("Guardare un foglio"),
        title=lambda job: _("Che cosa cambierebbe: {table}").format(table=_table(job).title),
        do=look_at_sheet,
        ready=gettext_lazy("Abbiamo guardato tutto il foglio."),
        failed=gettext_lazy("Non siamo riusciti a guardare il foglio."),
        leads_label=gettext_lazy("Guarda che cosa cambierebbe"),
        back=lambda job: _page(job, "import"),
        back_label=gettext_lazy("Torna al caricamento"),
        is_atomic=True,
        is_steady=True,
    ),
    Kind(
        WRITE,
        label=gettext_lazy("Scrivere un foglio"),
        title=lambda job: _("Scrivere un foglio: {table}").format(table=_table(job).title),
        do=write_sheet,
        ready=gettext_lazy("Il foglio è scritto nel catalogo."),
        failed=gettext_lazy("Il foglio non è stato scritto."),
        leads_label=gettext_lazy("Vai all'elenco"),
        back=_preview,
        back_label=gettext_lazy("Torna al foglio"),
        is_atomic=True,
    ),
    Kind(
        EXPORT,
        label=gettext_lazy("Scaricare un elenco"),
        title=lambda job: _("L'elenco: {table}").format(table=_table(job).title),
        do=export,
        ready=gettext_lazy("L'elenco è pronto."),
        failed=gettext_lazy("Non siamo riusciti a preparare l'elenco."),
        back=lambda job: _page(job, "changelist"),
        back_label=gettext_lazy("Torna all'elenco"),
        may_have=may_have_export,
    ),
)
