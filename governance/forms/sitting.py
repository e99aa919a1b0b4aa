"""What who keeps a sitting writes: who presides, who comes, for whom, who steps aside, what is voted; and a vote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.models import AgendaItem, Choice, Presence
from networking.models import Person
from networking.upload_forms import UploadField

if TYPE_CHECKING:
    from networking.models.persons import PersonQuerySet


NOBODY = {"required": _("Scegli una persona."), "invalid_choice": _("Scegli una persona dall'elenco.")}
NO_POINT = {"required": _("Scegli un punto."), "invalid_choice": _("Scegli un punto dall'elenco.")}


class PersonField(forms.ModelChoiceField):
    """Somebody who is called, by name."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, queryset=Person.objects.none(), error_messages=NOBODY, **options)

    def label_from_instance(self, obj: Any) -> str:
        """Their name."""
        return str(obj.full_name)


class _OfCalledForm(forms.Form):
    """A form whose people are those called; its cells are told apart from those of the other forms of the page."""

    prefix: str | None

    def __init__(self, data: Any = None, files: Any = None, *, people: PersonQuerySet, **given: Any) -> None:
        super().__init__(data, files, **given)
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.queryset = people


class BeginForm(_OfCalledForm):
    """In which call, who presides and who writes."""

    prefix = "inizio"
    call = forms.TypedChoiceField(
        label=_("Convocazione"), choices=[(1, _("prima")), (2, _("seconda"))], coerce=int
    )
    chair = PersonField(_("Presiede"), required=False)
    secretary = PersonField(_("Verbalizza"), required=False)


class EnterForm(_OfCalledForm):
    """Who comes in, and how."""

    prefix = "entra"
    person = PersonField(_("Chi entra"))
    mode = forms.ChoiceField(label=_("Come partecipa"), choices=Presence.Mode.choices)
    identity_check = forms.ChoiceField(
        label=_("Se è lontana o lontano, come sai chi è"),
        choices=Presence.IdentityCheck.choices,
        required=False,
    )


class RecuseForm(_OfCalledForm):
    """Who does not vote on a point, and why."""

    prefix = "astensione"
    person = PersonField(_("Chi non vota"))
    item = forms.ModelChoiceField(
        label=_("Su quale punto"), queryset=AgendaItem.objects.none(), error_messages=NO_POINT
    )
    reason = forms.CharField(label=_("Perché"), max_length=300)

    def __init__(self, data: Any = None, *, items: Any, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class BallotForm(forms.Form):
    """What is put to the vote."""

    prefix = "voto"
    item = forms.ModelChoiceField(
        label=_("Punto"), queryset=AgendaItem.objects.none(), error_messages=NO_POINT
    )
    question = forms.CharField(
        label=_("Che cosa si vota"),
        max_length=500,
        help_text=_("Per esempio «Si approva il bilancio 2026?»."),
    )
    is_secret = forms.BooleanField(
        label=_("Voto segreto"), required=False, help_text=_("Sulle persone è sempre segreto.")
    )

    def __init__(self, data: Any = None, *, items: Any, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class AnnulForm(forms.Form):
    """Why a ballot is thrown away."""

    prefix = "annulla"
    because = forms.CharField(label=_("Perché la annulli"), max_length=300)


class OwnProxyForm(forms.Form):
    """To whom one gives one's own proxy: by name, for nobody is shown who the others are."""

    holder = forms.CharField(
        label=_("A chi dai la delega"),
        max_length=254,
        help_text=_("Scrivi l'e-mail con cui è iscritta o iscritto, oppure nome e cognome per intero."),
        error_messages={"required": _("Scrivi a chi dai la delega.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ProxyForm(_OfCalledForm):
    """Who votes for whom, with the paper they signed."""

    prefix = "delega"
    grantor = PersonField(_("Chi dà la delega"))
    holder = PersonField(_("Chi vota al suo posto"))
    upload = UploadField(label=_("Delega firmata"))


class VoteForm(forms.Form):
    """A vote."""

    choice = forms.ChoiceField(
        label=_("Il tuo voto"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli come voti.")},
    )
