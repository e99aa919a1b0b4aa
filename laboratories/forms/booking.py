"""What a family chooses when it asks for places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from networking.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

    from networking.models import User

ALL, EACH, WAIT, LEAVE = "tutti", "ciascuno", "aspetto", "lascio"


def read_ids(texts: Iterable[str]) -> list[UUID]:
    """Those of `texts` that are identifiers, each once: anything else somebody put there by hand is nothing."""
    found: dict[UUID, None] = {}
    for text in texts:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)


class IdsField(forms.MultipleChoiceField):
    """Rows chosen by id. Whether they may be is the act's to say: the choices are only what the page offers."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[UUID]:
        """The identifiers; nothing chosen is for the act to refuse, in words of its own."""
        return read_ids(value or ())


class BookingForm(forms.Form):
    """Who, which sessions, together or not, and what to do where places are not enough."""

    people = IdsField(label=_("Per chi"))
    birth_date = forms.DateField(
        label=_("La tua data di nascita"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
        help_text=_("Solo se prenoti anche per te: serve per l'età. La scrivi una volta sola."),
    )
    sessions = IdsField(label=_("Quali incontri"))
    together = forms.ChoiceField(
        label=_("Se siete più di uno"),
        choices=[
            (ALL, _("Tutti insieme, o nessuno")),
            (EACH, _("Anche separatamente: ognuno ha il suo posto o il suo turno")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial=ALL,
    )
    if_full = forms.ChoiceField(
        label=_("Se i posti non bastano"),
        choices=[
            (WAIT, _("Mettici in lista d'attesa")),
            (LEAVE, _("Lascia stare e dimmelo")),
        ],
        widget=forms.RadioSelect,
        required=False,
        initial=WAIT,
    )
    # The same until something is made: pressed twice, or sent again after a line that fell, it is one booking.
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def offer(
        self,
        *,
        people: list[tuple[str, str]],
        sessions: list[tuple[str, str]],
        asks_birth_date: bool,
        has_places: bool,
    ) -> None:
        """Draw only what there is to choose."""
        self.fields["people"].choices = people
        self.fields["sessions"].choices = sessions
        unneeded = {
            "people": not people,
            "sessions": not sessions,
            "together": len(people) < 2,  # noqa: PLR2004 - together is with somebody
            "birth_date": not asks_birth_date,
            "if_full": not has_places,
        }
        for name in [name for name, is_unneeded in unneeded.items() if is_unneeded]:
            del self.fields[name]
        # What always has an answer is not optional, though its absence has a meaning too.
        for name in {"together", "if_full"} & set(self.fields):
            self.fields[name].required = True
        if len(people) == 1 and not self.is_bound:
            self.initial.setdefault("people", [people[0][0]])

    def keep_birth_date(self, user: User) -> None:
        """Write one's own birth date where there is none; afterwards the desk corrects it."""
        born = self.cleaned_data.get("birth_date")
        if born is not None:
            Person.objects.of_family(user).filter(account=user, birth_date=None).update(birth_date=born)


@dataclass(frozen=True)
class Choice:
    """What was sent, read without drawing a form: what may be chosen is the act's to say."""

    people: list[UUID]
    sessions: list[UUID]
    together: bool
    only_places: bool
    key: str

    @classmethod
    def of(cls, sent: QueryDict) -> Choice:
        """Read what was `sent`. Without its key a form was written by hand, and is each time another one."""
        key = next(iter(read_ids([sent.get("key", "")])), None) or uuid4()
        return cls(
            people=read_ids(sent.getlist("people")),
            sessions=read_ids(sent.getlist("sessions")),
            together=sent.get("together") != EACH,
            only_places=sent.get("if_full") == LEAVE,
            key=key.hex,
        )


def choice_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen before signing in, or before finding the places taken, as a form begins with it."""
    lists = getattr(asked, "getlist", lambda _name: [])
    chosen: dict[str, Any] = {
        "people": [str(each) for each in read_ids(lists("people"))],
        "sessions": [str(each) for each in read_ids(lists("sessions"))],
        "key": next(iter(read_ids([asked.get("key", "")])), None) or uuid4(),
    }
    for name, values in (("together", (ALL, EACH)), ("if_full", (WAIT, LEAVE))):
        if asked.get(name) in values:
            chosen[name] = asked[name]
    return {name: value for name, value in chosen.items() if value}
