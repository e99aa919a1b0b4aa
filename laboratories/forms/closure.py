"""What staff type to close: where, for which days, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laboratories.models import PLAN_ACTIVITIES, Closure, Room, Venue
from laboratories.timetable import closing
from networking.models import Comune
from networking.person_forms import day_field

if TYPE_CHECKING:
    from networking.models import User


class ClosureForm(forms.ModelForm):
    """Today and for snow, unless one says otherwise. Only places of one's own territory can be chosen."""

    first_day = day_field(_("Primo giorno di chiusura"), help_text=_("Come 25/11/2026."))
    last_day = day_field(_("Ultimo giorno di chiusura"), help_text=_("Uguale al primo se è un giorno solo."))
    move = forms.BooleanField(
        label=_("Sposta gli incontri al primo giorno libero, dove si può"),
        required=False,
        help_text=_("Stessa ora e stessa sala. Dove non c'è un giorno libero l'incontro è annullato."),
    )

    # Drawn with the page: pressed twice, or sent again after a line that fell, it closes once.
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Closure
        fields = ("comune", "venue", "room", "first_day", "last_day", "reason", "note")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        today = timezone.localdate()
        first = {"first_day": today, "last_day": today, "reason": Closure.Reason.WEATHER, "key": uuid4().hex}
        super().__init__(*args, initial=first, **kwargs)
        self.by = by
        scope = by.scope(*PLAN_ACTIVITIES)
        comuni = Comune.objects.in_order()
        self.fields["comune"].queryset = (
            comuni
            if scope.everywhere
            else comuni.filter(pk__in=scope.comuni) | comuni.filter(zone__in=scope.zones)
        )
        venues = Venue.objects.filter(scope.within("place__comune")).select_related("place__comune")
        self.fields["venue"].queryset = venues
        for name in ("comune", "venue", "room"):
            self.fields[name].empty_label = _("nessuna scelta")
        self.fields["comune"].help_text = (
            _(
                "Scegli una cosa sola: il comune, lo spazio o la sala. Se non scegli niente, è chiuso dappertutto."
            )
            if scope.everywhere
            else _("Scegli una cosa sola: il comune, lo spazio o la sala.")
        )
        rooms = Room.objects.filter(scope.within("venue__place__comune"))
        self.fields["room"].queryset = rooms.select_related("venue__place__comune")
        self.fields["room"].label_from_instance = lambda room: f"{room}, {room.venue}"

    def clean(self) -> dict[str, Any]:
        """Closing everything is for who plans everywhere."""
        told = super().clean()
        chosen = any(told.get(name) for name in ("comune", "venue", "room"))
        if not chosen and not closing.may_close(Closure(), by=self.by):
            self.add_error("comune", _("Scegli il comune, lo spazio o la sala."))
        return told
