"""What staff type to plan: a cycle, a session, another moment, a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from laboratories.models import Cycle, Room, SeatPool, Session
from laboratories.timetable import clashes
from laboratories.timetable.clashes import When
from laboratories.timetable.moving import too_small
from networking.admin.announcements import MomentField
from networking.person_forms import day_field

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

# A cycle is planned for a school year at most.
LONGEST = timedelta(days=366)
HOURS, DAYS = (0, 1, 2, 6, 12), (1, 2, 3, 7, 14)
BEFORE = [
    *((timedelta(hours=n), ngettext_lazy("%d ora prima", "%d ore prima", n) % n) for n in HOURS if n),
    *((timedelta(days=n), ngettext_lazy("%d giorno prima", "%d giorni prima", n) % n) for n in DAYS),
]


class CycleForm(forms.ModelForm):
    """A cycle, with everything that the database would refuse said beside its field."""

    enrol_opens_at = MomentField(label=_("Le prenotazioni aprono"))
    enrol_closes_at = MomentField(label=_("Le prenotazioni chiudono"))
    cancel_before = forms.TypedChoiceField(
        label=_("Si disdice fino a quanto prima"), help_text=_("Dall'inizio dell'incontro.")
    )

    class Meta:
        model = Cycle
        fields = (
            *("activity", "name", "venue", "room", "unit", "places", "first_day", "last_day"),
            *("follows_school", "enrol_opens_at", "enrol_closes_at", "cancel_before"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "cancel_before" in self.fields:
            self._offer_times()

    def _offer_times(self) -> None:
        """The usual ones, and the one it has."""
        times = {timedelta(0): _("fino all'inizio"), **dict(BEFORE)}
        times.setdefault(self.instance.cancel_before, str(self.instance.cancel_before))
        field = self.fields["cancel_before"]
        field.choices = [(str(int(time.total_seconds())), label) for time, label in sorted(times.items())]
        field.coerce = lambda seconds: timedelta(seconds=int(seconds))
        self.initial["cancel_before"] = str(int(self.instance.cancel_before.total_seconds()))

    def clean(self) -> dict[str, Any]:
        """What the database keeps, and what it cannot know."""
        cells = super().clean() or self.cleaned_data
        for check in (self._check_days, self._check_window, self._check_room, self._check_bookings):
            check(cells)
        return cells

    def _check_days(self, cells: dict[str, Any]) -> None:
        first, last = cells.get("first_day"), cells.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("Il ciclo finirebbe prima di cominciare."))
        elif first and last and last - first > LONGEST:
            self.add_error("last_day", _("Un ciclo dura al massimo un anno: fanne due."))

    def _check_window(self, cells: dict[str, Any]) -> None:
        opens, closes = cells.get("enrol_opens_at"), cells.get("enrol_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("enrol_closes_at", _("Le prenotazioni chiuderebbero prima di aprire."))

    def _check_room(self, cells: dict[str, Any]) -> None:
        room, places = cells.get("room"), cells.get("places")
        venue = cells.get("venue") or (self.instance.venue if self.instance.venue_id else None)
        if room and venue and room.venue_id != venue.pk:
            self.add_error("room", _("Questa sala è in un altro spazio: {venue}.").format(venue=room.venue))
        elif room and places and (sentence := too_small(room, Cycle(places=places))):
            self.add_error("places", sentence)

    def _check_bookings(self, cells: dict[str, Any]) -> None:
        """Places already given are not taken away; what one books does not change under who has booked."""
        if self.instance._state.adding:
            return
        taken = (
            SeatPool.objects.filter(pool__cycle=self.instance.pk).aggregate(most=Max("taken"))["most"] or 0
        )
        if (places := cells.get("places")) and places < taken:
            said = ngettext(
                "C'è già %d posto preso: i posti non possono essere di meno.",
                "Ci sono già %d posti presi: i posti non possono essere di meno.",
                taken,
            )
            self.add_error("places", said % taken)
        was = Cycle.objects.values_list("unit", flat=True).get(pk=self.instance.pk)
        has_bookings = self.instance.pools.filter(bookings__isnull=False).exists()
        if cells.get("unit", was) != was and has_bookings:
            self.add_error("unit", _("C'è già chi ha prenotato: che cosa si prenota non si cambia più."))


class SessionForm(forms.ModelForm):
    """A session written by hand, in the room of its cycle unless another is chosen."""

    class Meta:
        model = Session
        fields = ("cycle", "local_date", "local_start", "local_end", "room", "topic")

    def clean(self) -> dict[str, Any]:
        """Of a new one: who has the room, where who leads the cycle is."""
        cells = super().clean() or self.cleaned_data
        names = ("cycle", "local_date", "local_start", "local_end")
        if not self.instance._state.adding or not all(cells.get(name) for name in names):
            return cells
        cycle, start, end = cells["cycle"], cells["local_start"], cells["local_end"]
        if end <= start:
            self.add_error("local_end", _("L'incontro finirebbe prima di cominciare."))
            return cells
        room = cells["room"] = cells.get("room") or cycle.room
        if room and room.venue_id != cycle.venue_id:
            self.add_error("room", _("Questa sala è in un altro spazio: {venue}.").format(venue=room.venue))
        elif room and (sentence := too_small(room, cycle)):
            self.add_error("room", sentence)
        people = [each.person for each in cycle.staff.select_related("person")]
        for field, sentence in clashes.all_of(
            When(cells["local_date"], start, end), cycle=cycle, room=room, people=people
        ):
            self.add_error(field, sentence)
        return cells


class MoveForm(forms.Form):
    """Another day, other hours, another room of the same place."""

    local_date = day_field(_("Giorno"), help_text=_("Come 25/11/2026."))
    local_start = forms.TimeField(label=_("Dalle"), help_text=_("Come 17:00."))
    local_end = forms.TimeField(label=_("Alle"))
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Sala"), required=False)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        names = ("local_date", "local_start", "local_end", "room")
        initial = {name: getattr(session, name) for name in names}
        initial |= {name: f"{initial[name]:%H:%M}" for name in ("local_start", "local_end")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["room"].queryset = rooms_in_use(session.cycle.venue.rooms.all(), session.local_date)
        self.fields["room"].empty_label = _("nessuna: si fa all'aperto")

    def when(self) -> When:
        """The moment that was typed."""
        cells = self.cleaned_data
        return When(cells["local_date"], cells["local_start"], cells["local_end"])


class ReasonForm(forms.Form):
    """Why, as everybody who comes will read it."""

    because = forms.CharField(
        label=_("Perché"),
        max_length=200,
        widget=forms.TextInput(attrs={"size": 30}),
        help_text=_("Lo legge chi aveva prenotato. Per esempio «pochi iscritti»."),
    )


def rooms_in_use(rooms: QuerySet[Room], day: date) -> QuerySet[Room]:
    """Those of `rooms` that are not retired on `day`."""
    return rooms.exclude(retired_on__lte=day)
