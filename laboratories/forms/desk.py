"""What the operator writes to book for somebody, and how a booking is found at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from laboratories.forms.booking import IdsField
from laboratories.models import Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from networking.models import Person

DOORS = (Party.Door.DESK, Party.Door.PHONE, Party.Door.PAPER)


class DeskBookingForm(forms.Form):
    """For whom, which sessions, and how they asked."""

    people = IdsField(label=_("Per chi"))
    sessions = IdsField(label=_("Quali incontri"))
    door = forms.ChoiceField(
        label=_("Come l'ha chiesto"),
        choices=[(door.value, door.label) for door in DOORS],
        widget=forms.RadioSelect,
        initial=Party.Door.DESK,
    )
    paper_number = forms.CharField(
        label=_("Numero del modulo di carta"),
        max_length=20,
        required=False,
        help_text=_("Solo se ha riempito un modulo."),
    )
    # Pressed twice, it is one booking.
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, people: Sequence[Person], sessions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(person.pk), str(person)) for person in people]
        self.fields["sessions"].choices = sessions
        self.initial.setdefault("people", [str(people[0].pk)])
        self.initial.setdefault("key", uuid4())
        if not sessions:
            del self.fields["sessions"]

    def clean(self) -> dict[str, Any]:
        """A form of paper has its number; nothing else has."""
        cleaned = super().clean() or self.cleaned_data
        is_paper = cleaned.get("door") == Party.Door.PAPER
        if is_paper and not cleaned.get("paper_number"):
            self.add_error("paper_number", _("Scrivi il numero del modulo, così si ritrova."))
        if not is_paper:
            cleaned["paper_number"] = ""
        return cleaned
