"""What every page of handing sheets in and out needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from networking.jobs import TooManyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from networking.models import Job
    from services import imports

PAGES = ("import", "preview", "export", "blank", "changelist")


class ExchangePages:
    """Who may, where the pages are, how they are drawn."""

    sheet_table: imports.Table

    def _may_exchange(self, request: HttpRequest, verb: str) -> bool:
        allowed = request.user.has_perm(f"{self.opts.app_label}.{verb}_{self.opts.model_name}")
        return allowed and bool(self.reach(request, verb))

    def _insist(self, request: HttpRequest, verb: str) -> None:
        if not self._may_exchange(request, verb):
            raise PermissionDenied

    def _address(self, page: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _lead_to(self, request: HttpRequest, ask: Callable[[], Job]) -> HttpResponse:
        """To the page of the job that `ask` asks for; back to the list after too many."""
        try:
            return redirect(ask())
        except TooManyError:
            messages.error(request, _("Hai già chiesto abbastanza per oggi. Riprova domani."))
            return redirect(self._address("changelist"))

    def _page(self, request: HttpRequest, step: str, **context: Any) -> TemplateResponse:
        titles = {
            "import": _("Carica %s da un foglio"),
            "refused": _("Il foglio è da correggere"),
            "preview": _("Che cosa cambierebbe"),
            "again": _("Il foglio è da guardare di nuovo"),
            "export": _("Scarica l'elenco: %s"),
        }
        return TemplateResponse(
            request,
            f"admin/services/exchange_{step}.html",
            {
                **self.admin_site.each_context(request),
                "title": titles[step].replace("%s", str(self.sheet_table.title)),
                "opts": self.opts,
                "table": self.sheet_table,
                "addresses": {name: self._address(name) for name in PAGES},
                **context,
            },
        )
