"""Venues with their hours and parts, and the rooms made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from laboratories.models import Room, RoomPart, Venue, VenueHours
from laboratories.timetable import showing
from networking.admin import InScopeFilter, ReadOnlyInline, ScopedAdmin, ScopedInline

from .sentences import SaysWhy
from .venue_forms import HoursFormSet, PartsFormSet, RoomForm, RoomPartForm, VenueForm, VenueHoursForm

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class VenueHoursInline(ScopedInline):
    model = VenueHours
    form = VenueHoursForm
    formset = HoursFormSet
    extra = 1


class RoomPartInline(ScopedInline):
    model = RoomPart
    form = RoomPartForm
    formset = PartsFormSet


class RoomInline(ReadOnlyInline):
    """The rooms, each written on a page of its own."""

    model = Room
    show_change_link = True
    fields = readonly_fields = ("made_of", "most_people", "retired_on")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Room]:
        return super().get_queryset(request).prefetch_related("parts")

    @admin.display(description=_("di quali parti è fatta"))
    def made_of(self, room: Room) -> str:
        return ", ".join(str(part) for part in room.parts.all()) or "—"


class VisibleFilter(admin.SimpleListFilter):
    """What people read, and what is still a draft."""

    title = _("si vede sul portale")
    parameter_name = "visibile"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("si", _("sì")), ("no", _("no: è una bozza"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"si", "no"}:
            return queryset
        return queryset.filter(published_at__isnull=self.value() == "no")


@admin.register(Venue)
class VenueAdmin(SaysWhy, ScopedAdmin):
    comune_path = "place__comune"
    form = VenueForm
    list_display = ("__str__", "comune", "is_platform", "is_public")
    list_filter = (("place__comune", InScopeFilter), "is_platform", VisibleFilter)
    search_fields = ("place__name", "place__address", "place__locality", "place__comune__name")
    search_help_text = _("Cerca per nome, indirizzo, frazione o comune.")
    autocomplete_fields = ("place", "organization")
    fields = ("place", "slug", "is_platform", "organization", "summary", "phone", "published_at")
    readonly_fields = ("published_at",)
    inlines = (VenueHoursInline, RoomPartInline, RoomInline)
    actions = ("publish", "withdraw")
    change_form_template = "admin/laboratories/venue_change.html"

    def all_rows(self, request: HttpRequest) -> QuerySet[Venue]:
        return super().all_rows(request).select_related("place__comune")

    def get_inlines(self, request: HttpRequest, obj: Venue | None) -> tuple[Any, ...]:
        """Rooms are added once there is where."""
        return self.inlines if obj else self.inlines[:2]

    @admin.display(description=_("comune"), ordering="place__comune__name")
    def comune(self, venue: Venue) -> str:
        return str(venue.place.comune or "—")

    @admin.display(description=_("visibile"), boolean=True)
    def is_public(self, venue: Venue) -> bool:
        return venue.published_at is not None

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "summary":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3, "cols": 80})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.action(description=_("Pubblica gli spazi scelti"), permissions=["change"])
    def publish(self, request: HttpRequest, venues: QuerySet[Venue]) -> None:
        self._tell(request, showing.show(self.changeable(request, venues), now=timezone.now()))

    @admin.action(description=_("Togli dal portale gli spazi scelti"), permissions=["change"])
    def withdraw(self, request: HttpRequest, venues: QuerySet[Venue]) -> None:
        self._tell(request, showing.hide_venues(self.changeable(request, venues)))

    def _tell(self, request: HttpRequest, count: int) -> None:
        said = ngettext("%d spazio cambiato.", "%d spazi cambiati.", count) % count
        self.message_user(request, said, messages.SUCCESS)


@admin.register(Room)
class RoomAdmin(SaysWhy, ScopedAdmin):
    """A room stays in its venue; its parts say which others cannot be used together with it."""

    comune_path = "venue__place__comune"
    form = RoomForm
    sentences = {
        "room_never_double_booked": (
            "parts",
            _("Con queste parti, o con questi minuti, due incontri già in programma si accavallerebbero."),
        )
    }
    list_display = ("name", "venue", "made_of", "most_people", "setup_minutes", "is_in_use")
    list_filter = (("venue__place__comune", InScopeFilter), "is_step_free")
    search_fields = ("name", "venue__place__name", "venue__place__comune__name")
    search_help_text = _("Cerca per sala, spazio o comune.")
    autocomplete_fields = ("venue",)
    fields = RoomForm.Meta.fields

    def all_rows(self, request: HttpRequest) -> QuerySet[Room]:
        rows = super().all_rows(request).select_related("venue__place__comune")
        return rows.prefetch_related("parts")

    def get_readonly_fields(self, request: HttpRequest, obj: Room | None = None) -> tuple[str, ...]:
        return ("venue",) if obj else ()

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The parts of the room's venue, where it is known; else those of all venues where one works."""
        if db_field.name == "parts":
            kwargs["queryset"] = self._parts(request)
            kwargs["widget"] = forms.CheckboxSelectMultiple
            if not self._venue_of(request):
                kwargs["form_class"] = PartsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _parts(self, request: HttpRequest) -> QuerySet[RoomPart]:
        parts = RoomPart.objects.select_related("venue__place__comune").order_by("venue", "name")
        scope = self.reach(request, "change")
        if not scope.everywhere:
            parts = parts.filter(scope.within(self.comune_path))
        known = self._venue_of(request)
        return parts.filter(**known) if known else parts

    def _venue_of(self, request: HttpRequest) -> dict[str, Any]:
        """How to find the parts of the venue in which the page begins; empty where it is still to be chosen."""
        pk = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        venue = request.GET.get("venue", "")
        if pk:
            return {"venue__rooms": pk}
        return {"venue": venue} if venue.isdecimal() else {}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A plain room is a part by itself."""
        super().save_related(request, form, formsets, change)
        room = form.instance
        if not change and not form.cleaned_data["parts"]:
            room.parts.add(RoomPart.objects.create(venue=room.venue, name=room.name))

    @admin.display(description=_("di quali parti è fatta"))
    def made_of(self, room: Room) -> str:
        return ", ".join(str(part) for part in room.parts.all()) or "—"

    @admin.display(description=_("in uso"), boolean=True)
    def is_in_use(self, room: Room) -> bool:
        return room.retired_on is None or room.retired_on > timezone.localdate()


class PartsField(forms.ModelMultipleChoiceField):
    """Parts of any venue where one works."""

    def label_from_instance(self, part: RoomPart) -> str:
        """With its venue: two may each have a «Sala grande»."""
        return f"{part.name} ({part.venue})"
