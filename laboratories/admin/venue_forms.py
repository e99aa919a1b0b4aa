"""What staff type of venues, their hours, parts and rooms."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminTimeWidget
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from laboratories.models import Room, RoomPart, Venue, VenueHours

from .sentences import BesideItsField

if TYPE_CHECKING:
    from laboratories.models.sessions import SessionQuerySet

SLUG_LENGTH = 80
TAKEN = _("C'è già una pagina con questo indirizzo: scrivine un altro.")
HALVES = _("Una sala che si divide ha le parti di tutte e due le metà.")
PLAIN = _("Di una sala qualunque non spuntare niente: la parte la scriviamo noi.")


class VenueForm(BesideItsField, forms.ModelForm):
    """A venue; the address of its page comes from the place's name, unless one is written."""

    class Meta:
        model = Venue
        fields = ("place", "slug", "is_platform", "organization", "summary", "phone")
        error_messages = {
            "place": {"unique": _("Questo luogo è già uno spazio.")},
            "slug": {"unique": TAKEN},
        }
        help_texts = {"slug": _("Vuoto: lo scriviamo noi, dal nome del luogo.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        """An empty address is made; one that is taken gets the comune's name."""
        cells = super().clean() or self.cleaned_data
        place = cells.get("place")
        if place and "slug" in cells and not cells["slug"]:
            name = slugify(place.name)[:SLUG_LENGTH]
            others = Venue.objects.exclude(pk=self.instance.pk)
            longer = slugify(f"{place.name} {place.comune or ''}")[:SLUG_LENGTH]
            cells["slug"] = longer if others.filter(slug=name).exists() else name
        return cells


class VenueHoursForm(BesideItsField, forms.ModelForm):
    class Meta:
        model = VenueHours
        fields = ("kind", "weekday", "opens", "closes")
        # Nobody opens at so many seconds past.
        widgets = dict.fromkeys(("opens", "closes"), AdminTimeWidget(format="%H:%M"))


class RoomPartForm(BesideItsField, forms.ModelForm):
    class Meta:
        model = RoomPart
        fields = ("name",)


class HoursFormSet(BaseInlineFormSet):
    """The hours of a week, none over another of its kind."""

    def clean(self) -> None:
        super().clean()
        names = ("kind", "weekday", "opens", "closes")
        typed = [form for form in self.forms if not self._should_delete_form(form) and not form.errors]
        rows = [form for form in typed if all(form.cleaned_data.get(name) is not None for name in names)]
        rows.sort(key=lambda form: [form.cleaned_data[name] for name in names])
        for before, after in pairwise(rows):
            is_same_day = all(before.cleaned_data[name] == after.cleaned_data[name] for name in names[:2])
            if is_same_day and after.cleaned_data["opens"] < before.cleaned_data["closes"]:
                after.add_error("opens", _("Si accavalla con un altro orario dello stesso giorno."))


class PartsFormSet(BaseInlineFormSet):
    """The parts of a venue; one that a room is made of stays."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            rooms = Room.objects.filter(parts=form.instance.pk).values_list("name", flat=True)
            if form.instance.pk and rooms:
                said = _("«{part}» fa parte di {rooms}: prima toglila da lì.")
                raise ValidationError(said.format(part=form.instance, rooms=", ".join(rooms)))


class RoomForm(BesideItsField, forms.ModelForm):
    """A room, made of parts of its own venue; a plain one of a part of its own, which is made with it."""

    class Meta:
        model = Room
        fields = (
            *("venue", "name", "parts", "most_people", "setup_minutes"),
            *("equipment", "is_step_free", "access_notes", "retired_on"),
        )
        help_texts = {"parts": HALVES}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parts" in self.fields and self.instance._state.adding:
            self.fields["parts"].required = False
            self.fields["parts"].help_text = f"{HALVES} {PLAIN}"

    def clean(self) -> dict[str, Any]:
        """Parts of this venue alone; nothing that meetings already planned would not find any more."""
        cells = super().clean() or self.cleaned_data
        self._check_parts(cells)
        self._check_meetings(cells)
        return cells

    def _check_parts(self, cells: dict[str, Any]) -> None:
        parts = cells.get("parts")
        venue = cells.get("venue") or (self.instance.venue if self.instance.venue_id else None)
        if venue is None or parts is None:
            return
        if others := [str(part) for part in parts if part.venue_id != venue.pk]:
            self.add_error("parts", _("In un altro spazio: {parts}.").format(parts=", ".join(others)))
        elif not parts and venue.parts.filter(name=cells.get("name")).exists():
            self.add_error("parts", _("C'è già una parte con il nome di questa sala: spunta quella."))

    def _check_meetings(self, cells: dict[str, Any]) -> None:
        """How many people, and until when, is promised by what is already planned in the room."""
        if self.instance._state.adding:
            return
        if (most := cells.get("most_people")) and (
            count := self._to_come().filter(cycle__places__gt=most).count()
        ):
            self.add_error("most_people", _too_many(count))
        if (last := cells.get("retired_on")) and (
            count := self._to_come().filter(local_date__gte=last).count()
        ):
            self.add_error("retired_on", _still_used(count))

    def _to_come(self) -> SessionQuerySet:
        sessions: SessionQuerySet = self.instance.sessions.taking_place().upcoming(timezone.now())
        return sessions


def _too_many(count: int) -> str:
    said = ngettext(
        "Qui c'è già %d incontro con più posti: prima cambia i suoi posti o la sua sala.",
        "Qui ci sono già %d incontri con più posti: prima cambia i loro posti o la loro sala.",
        count,
    )
    return said % count


def _still_used(count: int) -> str:
    said = ngettext(
        "Da quel giorno qui c'è ancora %d incontro: prima spostalo.",
        "Da quel giorno qui ci sono ancora %d incontri: prima spostali.",
        count,
    )
    return said % count
