"""Handing sheets in and out, on the lists of organisations and services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from services import exporting, imports
from services.models import PendingImport

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from networking.spreadsheets import Problem

ROWS_A_PAGE = 100
# More than these nobody mends at one go; how many they are is said.
PROBLEMS_SHOWN = 300
EXTENSIONS = ("csv", "xlsx")


class SheetForm(forms.Form):
    """The file that somebody hands in."""

    sheet = forms.FileField(
        label=gettext_lazy("Foglio"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": gettext_lazy("Scegli un file .csv o .xlsx.")},
    )


class SheetExchange:
    """A list that can be handed out as a sheet, and changed by handing one in: see first, then confirm."""

    sheet_table: imports.Table
    change_list_template = "admin/services/exchange_list.html"

    def get_urls(self) -> list[Any]:
        """The pages of the sheets before those of single rows."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("importa/", view(self.import_view), name=f"{name}_import"),
            path("importa/<uuid:pk>/", view(self.preview_view), name=f"{name}_preview"),
            path("esporta/<str:extension>/", view(self.export_view), name=f"{name}_export"),
            path("modello/<str:extension>/", view(self.blank_view), name=f"{name}_blank"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may = {f"may_{verb}": self._may_exchange(request, verb) for verb in ("import", "export")}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    # --- handing out ---

    def export_view(self, request: HttpRequest, extension: str) -> HttpResponse:
        """Everything one may care for, as a file."""
        self._insist(request, "export")
        scope = self.reach(request, "export")
        return self._file(self.sheet_table.rows_within(scope), extension)

    def blank_view(self, request: HttpRequest, extension: str) -> HttpResponse:
        """The columns and no rows, to be filled in."""
        self._insist(request, "import")
        return self._file([], extension)

    @admin.action(description=gettext_lazy("Scarica le righe scelte (.xlsx)"), permissions=["export"])
    def export_chosen(self, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        within = self.sheet_table.rows_within(self.reach(request, "export"))
        return self._file(within.filter(pk__in=rows.values("pk")), "xlsx")

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Asked by the action."""
        return self._may_exchange(request, "export")

    def _file(self, rows: Any, extension: str) -> HttpResponse:
        if extension not in EXTENSIONS:
            raise Http404
        content, kind = exporting.sheet_of(self.sheet_table, rows, extension=extension)
        name = f"{self.sheet_table.slug}-{timezone.localdate().isoformat()}.{extension}"
        return HttpResponse(
            content,
            headers={"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'},
        )

    # --- handing in ---

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
            return self._refused(request, upload.name, sheet.problems)
        plan = imports.plan_for(self.sheet_table, sheet.rows, self.reach(request, "import"))
        if plan.problems:
            return self._refused(request, upload.name, plan.problems)
        if not plan.can_be_written:
            messages.info(
                request, _("Il foglio dice le stesse cose del catalogo: non c'è niente da cambiare.")
            )
            return redirect(self._address("import"))
        kept = imports.keep(
            sheet, table=self.sheet_table, file_name=upload.name, by=request.user, now=timezone.now()
        )
        return redirect(self._address("preview"), pk=kept.pk)

    def preview_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """What the sheet would do, row by row; from here it is written, or given up."""
        self._insist(request, "import")
        waiting = PendingImport.objects.waiting_for(request.user, timezone.now())
        pending = waiting.filter(pk=pk, table=self.sheet_table.slug).first()
        if pending is None:
            messages.warning(
                request, _("Questo foglio non aspetta più: è già stato scritto, o è passato un giorno.")
            )
            return redirect(self._address("import"))
        if request.method == "POST":
            return self._decide(request, pending)
        plan = imports.plan_of(pending, self.sheet_table, self.reach(request, "import"))
        if plan.problems:
            return self._refused(request, pending.file_name, plan.problems)
        told = plan.having(imports.Outcome.NEW) + plan.having(imports.Outcome.CHANGED)
        page = Paginator(sorted(told, key=lambda row: row.number), ROWS_A_PAGE).get_page(
            request.GET.get("pagina")
        )
        return self._page(request, "preview", plan=plan, pending=pending, page=page, to_write=len(told))

    def _decide(self, request: HttpRequest, pending: PendingImport) -> HttpResponse:
        if "give_up" in request.POST:
            pending.delete()
            messages.info(request, _("Il foglio è stato messo da parte: non è cambiato niente."))
            return redirect(self._address("import"))
        try:
            plan = imports.confirm(
                pending.pk,
                seen=request.POST.get("seen", ""),
                table=self.sheet_table,
                scope=self.reach(request, "import"),
                by=request.user,
                now=timezone.now(),
            )
        except (imports.ImportChangedError, PendingImport.DoesNotExist):
            messages.warning(
                request,
                _(
                    "Intanto il catalogo è cambiato: guarda di nuovo che cosa succederebbe. Non è stato scritto niente."
                ),
            )
            return redirect(self._address("preview"), pk=pending.pk)
        messages.success(request, self._told(plan))
        return redirect(self._address("changelist"))

    def _told(self, plan: imports.Plan) -> str:
        new, changed = (len(plan.having(each)) for each in (imports.Outcome.NEW, imports.Outcome.CHANGED))
        return " ".join(
            [
                ngettext("%d riga nuova.", "%d righe nuove.", new) % new,
                ngettext("%d riga cambiata.", "%d righe cambiate.", changed) % changed,
            ]
        )

    def _refused(self, request: HttpRequest, name: str, problems: list[Problem]) -> HttpResponse:
        return self._page(
            request,
            "refused",
            file_name=name,
            problems=problems[:PROBLEMS_SHOWN],
            how_many=len(problems),
            form=SheetForm(),
        )

    # --- what both need ---

    def _may_exchange(self, request: HttpRequest, verb: str) -> bool:
        allowed = request.user.has_perm(f"{self.opts.app_label}.{verb}_{self.opts.model_name}")
        return allowed and bool(self.reach(request, verb))

    def _insist(self, request: HttpRequest, verb: str) -> None:
        if not self._may_exchange(request, verb):
            raise PermissionDenied

    def _address(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _page(self, request: HttpRequest, step: str, **context: Any) -> TemplateResponse:
        titles = {
            "import": _("Carica %s da un foglio"),
            "refused": _("Il foglio è da correggere"),
            "preview": _("Che cosa cambierebbe"),
        }
        title = titles[step].replace("%s", str(self.sheet_table.title))
        return TemplateResponse(
            request,
            f"admin/services/exchange_{step}.html",
            {
                **self.admin_site.each_context(request),
                "title": title,
                "opts": self.opts,
                "table": self.sheet_table,
                "addresses": {
                    name: self._address(name)
                    for name in ("import", "preview", "export", "blank", "changelist")
                },
                **context,
            },
        )
