"""What is told to people: how it goes, what was not delivered and why, and sending it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from networking import charts
from networking.models import Notice, NoticeTry, Person
from networking.outbox import counting, resending
from networking.outbox.kinds import kinds, label_of

from .readings import WritesReadings
from .scope import ReadOnlyInline, ScopedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from networking.models.notices import NoticeQuerySet
    from networking.models.scope import Scope

LOOKING = "chi amministra il portale segue gli avvisi"
# Whoever reads a mail could use the link in it, as to choose a new password.
WORDS = ("text", "html", "short", "link", "link_label", "calendar")
# Of the machinery: nobody understands anything by it.
INNER = (
    "id",
    "holder",
    "lease_until",
    "from_email",
    "about_type",
    "about_id",
    "is_farewell",
    "batch",
    "kind",
)


class KindFilter(admin.SimpleListFilter):
    """By what it tells."""

    title = _("che avviso")
    parameter_name = "avviso"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(kind.name, kind.label) for kind in kinds().values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset if self.value() is None else queryset.filter(kind=self.value())


class LateFilter(admin.SimpleListFilter):
    """What should have left by now."""

    title = _("in ritardo")
    parameter_name = "in_ritardo"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("si", _("in ritardo"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.late(timezone.now()) if self.value() == "si" else queryset


class TryInline(ReadOnlyInline):
    """What happened on the way."""

    model = NoticeTry
    fields = ("at", "channel", "outcome", "detail", "by")
    readonly_fields = fields
    verbose_name_plural = _("che cosa è successo")


@admin.register(Notice)
class NoticeAdmin(WritesReadings, ScopedAdmin):
    """What is told to the people one follows; what is written to an address alone is for who works everywhere."""

    list_display = ("what", "person", "channel", "state", "why", "due_at", "sent_at")
    list_filter = ("state", LateFilter, "channel", KindFilter)
    list_select_related = ("person", "concerns")
    search_fields = ("address", "person__family_name")
    search_help_text = _("Cerca per recapito o cognome.")
    exclude = (*WORDS, *INNER)
    readonly_fields = (
        "what",
        *(field.name for field in Notice._meta.fields if field.name not in {*WORDS, *INNER}),
    )
    inlines = (TryInline,)
    actions = ("send_again",)
    change_list_template = "admin/networking/notice_list.html"
    is_private = True

    # --- which ---

    def all_rows(self, request: HttpRequest) -> QuerySet[Notice]:
        return Notice.objects.for_everyone(reason=LOOKING).order_by("-due_at", "-pk")

    def within(self, rows: QuerySet[Notice], scope: Scope) -> QuerySet[Notice]:
        return rows.filter(scope.following("person__"))

    def may(self, request: HttpRequest, verb: str, row: Notice | None = None) -> bool:
        scope = self.reach(request, verb)
        if row is None or scope.everywhere:
            return bool(scope)
        return self.within(self.all_rows(request).filter(pk=row.pk), scope).exists()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    # --- in words ---

    @admin.display(description=_("avviso"), ordering="kind")
    def what(self, notice: Notice) -> str:
        """What it tells, not in which words."""
        return label_of(notice.kind)

    @admin.display(description=_("perché"))
    def why(self, notice: Notice) -> str:
        """Why it did not arrive, or will be tried again."""
        return notice.reason or (_("si riprova") if notice.last_error else "")

    def people_of(self, row: Notice) -> list[Person | None]:
        return [row.person, row.concerns]

    # --- acting, and seeing how it goes ---

    @admin.action(description=_("Rimetti in partenza quelli non consegnati"), permissions=["change"])
    def send_again(self, request: HttpRequest, notices: NoticeQuerySet) -> None:
        chosen = self.within(notices, self.reach(request, "change"))
        count = resending.send_again(chosen, by=request.user, now=timezone.now())
        said = ngettext("%d avviso rimesso in partenza.", "%d avvisi rimessi in partenza.", count) % count
        messages.success(request, said)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.overview)
        return [path("come-va/", view, name="networking_notice_overview"), *super().get_urls()]

    def overview(self, request: HttpRequest) -> HttpResponse:
        """Numbers: what waits, what is late, what failed; per day and kind."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        mine = self.within(Notice.objects.for_everyone(reason=LOOKING), self.reach(request, "view"))
        days = counting.by_day(mine, now=now)
        context = {
            "opts": self.opts,
            "title": _("Come vanno gli avvisi"),
            "waiting": counting.waiting(mine, now=now),
            "days": days,
            "bars": charts.stacked([line.cells for line in reversed(days)]),
            "kinds": counting.by_kind(mine, now=now),
            "to_come": counting.to_come(mine, now=now),
            "reasons": counting.reasons(mine),
            "states": [state.label for state in counting.SHOWN],
        }
        template = "admin/networking/notice_overview.html"
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), **context})
