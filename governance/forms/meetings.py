"""What who convenes writes of a meeting, of a point, of a change; and what whoever is called answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.convening import answering
from governance.models import AgendaItem, MatterRule, Meeting, Summons
from networking.upload_forms import UploadField

if TYPE_CHECKING:
    from governance.refusing import GovernanceError

WRONG_MOMENT = {"invalid": _("Scrivi giorno e ora, come 31/12/2026 17:00.")}


def _moment(label: Any, **options: Any) -> forms.DateTimeField:
    """A day and an hour; one that the clock skips or repeats, the night it changes, is refused."""
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=widget, error_messages=WRONG_MOMENT, **options)


def refuse(form: forms.Form, error: GovernanceError) -> None:
    """Say an act's refusal beside its cell, or above all where the form has no such cell."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


class WhenForm(forms.Form):
    """When and where they meet."""

    first_call_at = _moment(_("Prima convocazione"))
    second_call_at = _moment(
        _("Seconda convocazione"), required=False, help_text=_("Solo se le regole dell'organo la prevedono.")
    )
    mode = forms.ChoiceField(label=_("Come ci si riunisce"), choices=Meeting.Mode.choices)
    place = forms.CharField(label=_("Dove"), max_length=300, required=False)
    link = forms.URLField(
        label=_("Indirizzo del collegamento"), max_length=500, required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        """Whoever comes must know where; whoever is afar, by which address."""
        said = super().clean() or self.cleaned_data
        first, second = said.get("first_call_at"), said.get("second_call_at")
        if first and second and second <= first:
            self.add_error("second_call_at", _("La seconda convocazione deve essere dopo la prima."))
        if said.get("mode") != Meeting.Mode.REMOTE and not said.get("place"):
            self.add_error("place", _("Scrivi dove ci si trova."))
        if said.get("mode") in {Meeting.Mode.REMOTE, Meeting.Mode.MIXED} and not said.get("link"):
            self.add_error("link", _("Scrivi l'indirizzo con cui ci si collega."))
        return said


class MeetingForm(WhenForm):
    """A meeting, as a draft."""

    title = forms.CharField(
        label=_("Titolo"), max_length=200, help_text=_("Per esempio «Seduta di dicembre».")
    )
    planned_minutes = forms.IntegerField(
        label=_("Durata prevista in minuti"), min_value=10, max_value=1440, initial=120
    )
    field_order = ("title",)


class ItemForm(forms.ModelForm):
    """A point of the agenda."""

    class Meta:
        model = AgendaItem
        fields = ("title", "text", "proposal", "matter", "minutes", "rapporteur", "is_reserved")
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "proposal": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "matter": _("Da questa dipendono quante persone servono e con quale maggioranza si decide."),
            "is_reserved": _("Nell'avviso non se ne legge il titolo: solo chi apre la riunione lo vede."),
        }

    def wanted(self) -> dict[str, Any]:
        """By column."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class LateForm(forms.Form):
    """Why the notice is short, where the rules let it be."""

    late_because = forms.CharField(
        label=_("Se il preavviso è breve, perché"),
        max_length=300,
        required=False,
        help_text=_("Resta scritto nell'avviso e nel verbale."),
    )


class ChangeForm(WhenForm, LateForm):
    """What of a convened meeting is to be different."""

    dropped = forms.ModelMultipleChoiceField(
        label=_("Punti da togliere"),
        queryset=AgendaItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_title = forms.CharField(label=_("Un punto da aggiungere"), max_length=300, required=False)
    new_text = forms.CharField(
        label=_("Di che cosa si parla"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    new_matter = forms.ChoiceField(label=_("Materia del punto nuovo"), choices=MatterRule.Matter.choices)
    field_order = ("first_call_at", "second_call_at", "mode", "place", "link")

    def __init__(self, data: Any = None, *, items: Any, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["dropped"].queryset = items  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A text without its title is a slip."""
        said = super().clean()
        if said.get("new_text") and not said.get("new_title"):
            self.add_error("new_title", _("Scrivi il titolo del punto da aggiungere."))
        return said

    def added(self) -> dict[str, Any] | None:
        """The point that is added, by column."""
        said = self.cleaned_data
        if not said["new_title"]:
            return None
        return {"title": said["new_title"], "text": said["new_text"], "matter": said["new_matter"]}


class CallOffForm(forms.Form):
    """Why it is called off."""

    because = forms.CharField(
        label=_("Perché è annullata"), max_length=300, help_text=_("Lo legge chi è stato convocato.")
    )


class DocumentForm(forms.Form):
    """A paper for a point."""

    title = forms.CharField(
        label=_("Titolo"), max_length=200, required=False, help_text=_("Se non lo scrivi, il nome del file.")
    )
    upload = UploadField(label=_("File"))


class ReplyForm(forms.Form):
    """Whether one comes."""

    reply = forms.ChoiceField(label=_("Ci sarai?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, summons: Summons, meeting: Meeting) -> None:
        super().__init__(data, initial={"reply": summons.reply}, prefix=str(summons.pk))
        labels = {
            Summons.Reply.COMES: _("Vengo"),
            Summons.Reply.REMOTE: _("Partecipo a distanza"),
            Summons.Reply.ABSENT: _("Non vengo"),
            Summons.Reply.PROXY: _("Do una delega"),
        }
        self.fields["reply"].choices = [  # type: ignore[attr-defined]
            (each, labels[Summons.Reply(each)]) for each in answering.replies_to(meeting)
        ]
