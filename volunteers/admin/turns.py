"""Kinds of help, turns, who does them: the same rules as on every other page, for a superuser too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networking.admin import InScopeFilter, ReadOnlyAdmin, ScopedAdmin
from networking.admin.readings import WritesReadings
from volunteers.models import Assignment, HelpKind, HelpRequest, Volunteer
from volunteers.turns import putting
from volunteers.turns.refusing import TurnError

from .following import OfWhoIsFollowed

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import Field
    from django.http import HttpRequest

    from networking.models import Person, User


@admin.register(HelpKind)
class HelpKindAdmin(ScopedAdmin):
    """What each kind of help asks: a change looks again at every turn ahead."""

    is_shared = True
    list_display = ("name", "minors", "is_with_frail_people", "youngest", "minimum_adults", "may_sign_up")
    search_fields = ("name",)
    search_help_text = _("Cerca per nome.")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(HelpRequest)
class HelpRequestAdmin(ReadOnlyAdmin):
    """The turns, to be read: they are written, moved and called off from the pages of who coordinates."""

    comune_path = "comune"
    list_display = ("title", "kind", "comune", "local_date", "local_start", "places", "taken")
    list_filter = ("kind", ("comune", InScopeFilter))
    list_select_related = ("kind", "comune__zone")
    search_fields = ("title",)
    search_help_text = _("Cerca per titolo.")
    date_hierarchy = "local_date"

    def all_rows(self, request: HttpRequest) -> QuerySet[HelpRequest]:
        """Not the meetings of two: whom they help is on their own page alone."""
        return super().all_rows(request).filter(companionship=None)


@admin.register(Volunteer)
class VolunteerAdmin(OfWhoIsFollowed, WritesReadings, ReadOnlyAdmin):
    """How far each is, to be read: each step is taken from the pages of who coordinates."""

    is_private = True
    list_display = ("person", "state", "state_since", "met_on")
    list_filter = ("state", ("person__comune", InScopeFilter))
    search_fields = ("person__family_name", "person__given_name")
    search_help_text = _("Cerca per cognome o nome.")

    def all_rows(self, request: HttpRequest) -> QuerySet[Volunteer]:
        return Volunteer.objects.visible_to(request.user).select_related("person__comune", "met_by")

    def people_of(self, row: Volunteer) -> list[Person]:
        """Whose path it is."""
        return [row.person]


class AssignmentForm(forms.ModelForm):
    """Who comes to which turn; why not, beside the name."""

    # Set on the copy that each request gets.
    by: User

    class Meta:
        model = Assignment
        fields = ("request", "volunteer")

    def clean(self) -> dict[str, Any]:
        """Try it, and undo it: the one answer is the database's, and it says every reason."""
        cells = super().clean() or self.cleaned_data
        if cells.get("request") and cells.get("volunteer"):
            try:
                with transaction.atomic():
                    putting.put(cells["volunteer"], cells["request"], by=self.by, now=timezone.now())
                    transaction.set_rollback(True)
            except TurnError as error:
                self.add_error("volunteer", error.sentences)
        return cells


@admin.register(Assignment)
class AssignmentAdmin(WritesReadings, ScopedAdmin):
    """Who does which turn, with the proof of why they could. One may be added; nobody is forced in."""

    comune_path = "request__comune"
    is_private = True
    form = AssignmentForm
    list_display = ("volunteer", "request", "state", "source", "made_at")
    list_filter = ("state", ("request__comune", InScopeFilter))
    search_fields = ("volunteer__person__family_name", "request__title")
    search_help_text = _("Cerca per cognome o per turno.")
    autocomplete_fields = ("request", "volunteer")

    def all_rows(self, request: HttpRequest) -> QuerySet[Assignment]:
        rows = Assignment.objects.visible_to(request.user).filter(request__companionship=None)
        return rows.select_related("volunteer__person", "request__comune__zone", "by")

    def people_of(self, row: Assignment) -> list[Person]:
        """Who comes."""
        return [row.volunteer.person]

    def get_fields(self, request: HttpRequest, obj: Assignment | None = None) -> tuple[str, ...]:
        told = ("state", "source", "by", "made_at", "answered_at", "ended_because", "proof", "refusals")
        return ("request", "volunteer") if obj is None else ("request", "volunteer", *told)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Turns of the territory one coordinates: the others are not there to be chosen."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "request" and field is not None:
            ahead = HelpRequest.objects.filter(companionship=None, starts_at__gt=timezone.now())
            field.queryset = self.within_turns(request, ahead)
        return field

    def within_turns(self, request: HttpRequest, rows: QuerySet[HelpRequest]) -> QuerySet[HelpRequest]:
        """Those of `rows` in which the one who asks may put somebody."""
        scope = self.reach(request, "add")
        return rows if scope.everywhere else rows.filter(scope.within("comune"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        # Made anew for each request: it is nobody else's.
        form.by = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: bool) -> None:
        """By the act that also tells them. Where somebody was quicker, the form is asked once more, and says it."""
        try:
            made = putting.put(obj.volunteer, obj.request, by=request.user, now=timezone.now())
        except TurnError as error:
            raise IntegrityError(str(error)) from error
        obj.pk = made.pk
