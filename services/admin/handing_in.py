"""Sheets handed in: short ones are looked at and written at once, long ones by a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services import imports, jobs
from services.models import PendingImport

from .exchange_pages import ExchangePages

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.spreadsheets import Problem

ROWS_A_PAGE = 100


class SheetForm(forms.Form):
    """The file that somebody hands in."""

    sheet = forms.FileField(
        label=gettext_lazy("Foglio"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": gettext_lazy("Scegli un file .csv o .xlsx.")},
    )


class HandingIn(ExchangePages):
    """The pages of whoever changes a list by a sheet: see first, then confirm."""

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Choose a file; what is wrong with it is said at once, and nothing is kept."""
        self._insist(request, "import")
        is_sent = request.method == "POST"
        form = SheetForm(request.POST, request.FILES) if is_sent else SheetForm()
        if not is_sent or not form.is_valid():
            return self._page(request, "import", form=form)
        upload = form.cleaned_data["sheet"]
        sheet = imports.read(upload, self.sheet_table)
        if sheet.problems:
            return self._refused(request, upload.name, sheet.problems, len(sheet.problems))
        is_long = len(sheet.rows) > jobs.ROWS_AT_ONCE
        if not is_long and (answer := self._nothing_to_confirm(request, upload.name, sheet.rows)):
            return answer
        kept = imports.keep(
            sheet, table=self.sheet_table, file_name=upload.name, by=request.user, now=timezone.now()
        )
        return self._look(request, kept) if is_long else redirect(self._address("preview"), pk=kept.pk)

    def _nothing_to_confirm(self, request: HttpRequest, name: str, rows: list) -> HttpResponse | None:
        """The page of a sheet that is to be mended, or says nothing new; None for one that may be written."""
        plan = imports.plan_for(self.sheet_table, rows, self.reach(request, "import"))
        if plan.problems:
            return self._refused(request, name, plan.problems, len(plan.problems))
        if plan.can_be_written:
            return None
        messages.info(request, _("Il foglio dice le stesse cose del catalogo: non c'è niente da cambiare."))
        return redirect(self._address("import"))

    def preview_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """What the sheet would do, row by row; from here it is written, or given up."""
        self._insist(request, "import")
        waiting = PendingImport.objects.waiting_for(request.user, timezone.now())
        pending = waiting.filter(pk=pk, table=self.sheet_table.slug).first()
        if pending is None:
            messages.warning(request, jobs.GONE)
            return redirect(self._address("import"))
        if at_work := jobs.at_work_on(pending, by=request.user):
            return redirect(at_work)
        if request.method == "POST":
            return self._decide(request, pending)
        seen = self._seen(request, pending)
        if seen is None:
            return self._page(request, "again", pending=pending)
        if seen.problems:
            return self._refused(request, pending.file_name, seen.problems, seen.how_many_problems)
        page = Paginator(seen.rows, ROWS_A_PAGE).get_page(request.GET.get("pagina"))
        return self._page(request, "preview", plan=seen, pending=pending, page=page, to_write=len(seen.rows))

    def _seen(self, request: HttpRequest, pending: PendingImport) -> imports.Seen | None:
        """What it would do: of a short sheet now, of a long one as it was last looked at; None to look again."""
        if len(pending.rows) <= jobs.ROWS_AT_ONCE:
            plan = imports.plan_of(pending, self.sheet_table, self.reach(request, "import"))
            return imports.seen_of(plan)
        if pending.seen is None or jobs.was_refused(pending, by=request.user):
            return None
        return imports.seen_in(pending.seen)

    def _decide(self, request: HttpRequest, pending: PendingImport) -> HttpResponse:
        if "give_up" in request.POST:
            pending.delete()
            messages.info(request, _("Il foglio è stato messo da parte: non è cambiato niente."))
            return redirect(self._address("import"))
        if "look" in request.POST:
            return self._look(request, pending)
        seen = request.POST.get("seen", "")
        if len(pending.rows) > jobs.ROWS_AT_ONCE:
            return self._lead_to(
                request, lambda: jobs.ask_to_write(pending, seen=seen, by=request.user, now=timezone.now())
            )
        return self._write(request, pending, seen)

    def _look(self, request: HttpRequest, pending: PendingImport) -> HttpResponse:
        return self._lead_to(request, lambda: jobs.ask_to_look(pending, by=request.user, now=timezone.now()))

    def _write(self, request: HttpRequest, pending: PendingImport, seen: str) -> HttpResponse:
        try:
            plan = imports.confirm(
                pending.pk,
                seen=seen,
                table=self.sheet_table,
                scope=self.reach(request, "import"),
                by=request.user,
                now=timezone.now(),
            )
        except (imports.ImportChangedError, PendingImport.DoesNotExist):
            messages.warning(request, jobs.CHANGED)
            return redirect(self._address("preview"), pk=pending.pk)
        messages.success(request, imports.written(plan))
        return redirect(self._address("changelist"))

    def _refused(
        self, request: HttpRequest, name: str, problems: list[Problem], how_many: int
    ) -> HttpResponse:
        return self._page(
            request,
            "refused",
            file_name=name,
            problems=problems[: imports.PROBLEMS_KEPT],
            how_many=how_many,
            form=SheetForm(),
        )
