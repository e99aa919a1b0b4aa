"""Communications: written as drafts, looked at with the number of those they would reach, then sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking import announcing, jobs
from networking.announcing import notices
from networking.models import Announcement, ContactChannel, Notice, Zone
from networking.outbox.kinds import kind_of

from .choosing import comuni_within, zones_within
from .scope import ScopedAdmin

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from networking.models.scope import Scope

WORDS = ("nature", "title", "text", "link", "zone", "comune")
APPOINTMENT = ("starts_at", "ends_at", "place")
OVER = _("L'appuntamento è annullato, è già cominciato o nessuno lo sa: non c'è niente da dire.")
ENOUGH = _("Oggi ne hai già mandate molte: riprova domani.")


# Years.
FARTHEST = 10
LIKE_THIS = _("Giorno e ora, per esempio 05/12/2026 17:00.")


class MomentField(forms.DateTimeField):
    """A moment in one field: two, as the admin draws them, have no label each."""

    def __init__(self, **options: Any) -> None:
        typed = forms.DateTimeInput(format="%d/%m/%Y %H:%M", attrs={"size": 20})
        super().__init__(**{**options, "help_text": LIKE_THIS, "widget": typed})

    def clean(self, value: Any) -> datetime | None:
        """A year in which somebody may come: the database keeps others that nothing can read again."""
        moment: datetime | None = super().clean(value)
        if moment is not None and abs(moment.year - timezone.localdate().year) > FARTHEST:
            raise ValidationError(_("Controlla l'anno."))
        return moment


class AppointmentForm(forms.Form):
    """When and where, anew."""

    starts_at = MomentField(label=_("Comincia"))
    ends_at = MomentField(label=_("Finisce"))
    place = forms.CharField(label=_("Dove"), max_length=150, required=False)

    def clean_starts_at(self) -> datetime:
        """Nobody comes to what has begun."""
        starts_at = self.cleaned_data["starts_at"]
        if starts_at <= timezone.now():
            raise ValidationError(_("Scrivi un giorno e un'ora che devono ancora venire."))
        return starts_at

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        cells = super().clean() or self.cleaned_data
        if cells.get("starts_at") and cells.get("ends_at") and cells["ends_at"] <= cells["starts_at"]:
            self.add_error("ends_at", _("Finirebbe prima di cominciare."))
        return cells


@admin.register(Announcement)
class AnnouncementAdmin(ScopedAdmin):
    """A draft may be changed; what was sent keeps its words, and only its appointment moves or is called off."""

    list_display = ("title", "nature", "where_to", "starts_at", "published_at", "cancelled_at")
    list_filter = ("nature",)
    list_select_related = ("zone", "comune")
    search_fields = ("title",)
    search_help_text = _("Cerca una parola del titolo.")
    fields = (*WORDS, *APPOINTMENT)
    change_form_template = "admin/networking/announcement_change.html"

    # --- which, and where ---

    def within(self, rows: QuerySet[Announcement], scope: Scope) -> QuerySet[Announcement]:
        """Those of one's own zones and comuni; those to everybody are for who works everywhere."""
        if scope.everywhere:
            return rows
        return rows.filter(scope.within("comune") | Q(zone__in=scope.zones)) if scope else rows.none()

    def may(self, request: HttpRequest, verb: str, row: Announcement | None = None) -> bool:
        scope = self.reach(request, verb)
        if row is None or scope.everywhere:
            return bool(scope)
        return self.within(Announcement.objects.filter(pk=row.pk), scope).exists()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        scope = self.reach(request, "change")
        # Who works for a comune alone speaks to that, and not to the zone in which it lies.
        zones = zones_within(scope) if scope.everywhere else Zone.objects.filter(pk__in=scope.zones)
        chosen = {"comune": comuni_within(scope), "zone": zones}[db_field.name]
        return super().formfield_for_foreignkey(db_field, request, queryset=chosen, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"starts_at", "ends_at"}:
            return db_field.formfield(form_class=MomentField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        may_be_everywhere = self.reach(request, "change").everywhere

        class Placed(form):  # type: ignore[misc, valid-type]
            """To nobody's place in particular only from who works everywhere."""

            def clean(self) -> dict[str, Any]:
                cells = super().clean() or self.cleaned_data
                is_nowhere = "zone" in cells and "comune" in cells and not (cells["zone"] or cells["comune"])
                if is_nowhere and not may_be_everywhere:
                    self.add_error("zone", _("Scegli la zona o il comune a cui parli."))
                return cells

        return Placed

    def get_readonly_fields(self, request: HttpRequest, obj: Announcement | None = None) -> tuple[str, ...]:
        """What people have read is not written again."""
        return (*WORDS, *APPOINTMENT) if obj is not None and obj.published_at else ()

    def save_model(self, request: HttpRequest, obj: Announcement, form: Any, change: bool) -> None:
        if not change:
            obj.created_at, obj.written_by = timezone.now(), request.user
            super().save_model(request, obj, form, change)
        elif Announcement.objects.select_for_update().filter(pk=obj.pk, published_at=None).first():
            # What was typed, and no more: whoever sends it in this moment writes the rest.
            obj.save(update_fields=form.changed_data)

    # --- sending, moving, calling off ---

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<uuid:pk>/manda/", view(self.send_view), name="networking_announcement_send"),
            path("<uuid:pk>/sposta/", view(self.move_view), name="networking_announcement_move"),
            path("<uuid:pk>/annulla/", view(self.call_off_view), name="networking_announcement_call_off"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """With how far the notices are."""
        found = self.get_object(request, unquote(object_id))
        told = {"told": _how_it_went(found) if found else [], "now": timezone.now()}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **told})

    def send_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Whom it would reach, and how; then it goes."""
        found = self._found(request, pk)
        now = timezone.now()
        if request.method == "POST":
            return self._done(request, found, lambda: announcing.publish(found, by=request.user, now=now))
        kind = kind_of(notices.kind_of_nature(found))
        audience = announcing.audience_of(found, kind, now=now)
        ways = [(ContactChannel(each).label, count) for each, count in audience.by_channel.most_common()]
        return self._page(request, "send", found, audience=audience, ways=ways)

    def move_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Another moment or place."""
        found = self._found(request, pk)
        initial = {name: getattr(found, name) for name in APPOINTMENT}
        form = AppointmentForm(request.POST or None, initial=initial)
        if request.method == "POST" and form.is_valid():
            return self._done(
                request,
                found,
                lambda: announcing.change(found, **form.cleaned_data, by=request.user, now=timezone.now()),
            )
        return self._page(request, "move", found, form=form)

    def call_off_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Said twice, because everybody is told."""
        found = self._found(request, pk)
        if request.method == "POST":
            now = timezone.now()
            return self._done(request, found, lambda: announcing.call_off(found, by=request.user, now=now))
        return self._page(request, "call_off", found)

    def _found(self, request: HttpRequest, pk: UUID) -> Announcement:
        """The communication, where one may change it: 404 where one may not even see it."""
        found = self.get_queryset(request).filter(pk=pk).first()
        if found is None:
            raise Http404
        if not self.has_change_permission(request, found):
            raise PermissionDenied
        return found

    def _done(self, request: HttpRequest, found: Announcement, act: Any) -> HttpResponse:
        """Lead to the progress of what was decided, or say why not."""
        try:
            return redirect(act())
        except announcing.OverError:
            messages.error(request, OVER)
        except jobs.TooManyError:
            messages.error(request, ENOUGH)
        return redirect("admin:networking_announcement_change", found.pk)

    def _page(self, request: HttpRequest, what: str, found: Announcement, **context: Any) -> HttpResponse:
        template = f"admin/networking/announcement_{what}.html"
        named = {"opts": self.opts, "announcement": found, "title": found.title, **context}
        return TemplateResponse(request, template, {**self.admin_site.each_context(request), **named})


def _how_it_went(announcement: Announcement) -> list[tuple[str, int]]:
    """How many notices of it are in each state, in words."""
    everyone = Notice.objects.for_everyone(reason="come va una comunicazione").about_any([announcement])
    counted = everyone.order_by().values_list("state").annotate(count=Count("pk"))
    return [(Notice.State(state).label, count) for state, count in counted]
