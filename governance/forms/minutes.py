"""What is typed about minutes: their words, what is not for everybody, what somebody asks to correct, the signed file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.minutes import checking, texts
from governance.models import Body, Minutes, MinutesRemark
from networking.upload_forms import UploadField
from networking.uploads import DOCUMENTS, SIGNED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

LONGEST_PART = 20_000


class WriteForm(forms.Form):
    """The words of each part, over the version that was on the screen (`based_on`)."""

    based_on = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sections: Sequence[texts.Section], based_on: int) -> None:
        super().__init__(data, initial={"based_on": based_on})
        for each in sections:
            self.fields[each["key"]] = forms.CharField(
                label=each["heading"],
                required=False,
                max_length=LONGEST_PART,
                initial=texts.shown(each),
                widget=forms.Textarea(attrs={"rows": 6}),
            )

    def words(self) -> dict[str, str]:
        """What was typed for each part."""
        return {key: said for key, said in self.cleaned_data.items() if key != "based_on"}


class HideForm(forms.Form):
    """Which paragraphs are not for everybody: a box for each."""

    based_on = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, sections: Sequence[texts.Section], based_on: int) -> None:
        self.sections = sections
        super().__init__(data, initial={"based_on": based_on})
        for part in sections:
            for number, paragraph in enumerate(part["paragraphs"]):
                self.fields[texts.place(part, number)] = forms.BooleanField(
                    label=paragraph["words"], required=False, initial=paragraph["is_hidden"]
                )

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The boxes, part by part."""
        for part in self.sections:
            places = [texts.place(part, number) for number, _each in enumerate(part["paragraphs"])]
            if places:
                yield part["heading"], [self[each] for each in places]

    def places(self) -> set[str]:
        """The paragraphs that were chosen."""
        return {key for key, said in self.cleaned_data.items() if key != "based_on" and said}


class RemarkForm(forms.Form):
    """What somebody who was there asks to correct."""

    section = forms.ChoiceField(label=_("In quale parte"), required=False)
    words = forms.CharField(
        label=_("Che cosa va corretto"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Scrivi com'è andata davvero. Chi verbalizza ti risponde."),
    )

    def __init__(self, data: Any = None, *, sections: Sequence[texts.Section]) -> None:
        super().__init__(data)
        parts = [(each["key"], each["heading"]) for each in sections]
        self.fields["section"].choices = [("", _("tutto il verbale")), *parts]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What comes of a correction that was asked for."""

    outcome = forms.ChoiceField(
        label=_("Esito"),
        choices=[
            (MinutesRemark.Outcome.TAKEN, _("accolta: il testo è già corretto")),
            (MinutesRemark.Outcome.DECLINED, _("non accolta")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Risposta"), max_length=500, required=False, help_text=_("Se non si accoglie, di' perché.")
    )


class SignForm(forms.Form):
    """The PDF, signed outside."""

    signed = UploadField(
        label=_("Il file firmato"),
        kinds=SIGNED,
        help_text=_("Il PDF firmato (PAdES) o il file .p7m (CAdES). Fino a 5 MB."),
    )


class PaperForm(forms.Form):
    """The scan of what was signed by hand."""

    # Another name than the cell above it on the page: a label leads to one cell.
    copy = UploadField(
        label=_("La copia del verbale firmato su carta"),
        kinds=DOCUMENTS,
        help_text=_("Una scansione in PDF o una fotografia, fino a 5 MB. L'originale resta in archivio."),
    )
    signer = forms.CharField(label=_("Chi ha firmato"), max_length=200)


class ListForm(forms.Form):
    """Which of the minutes one wants to see."""

    organo = forms.ModelChoiceField(
        label=_("Organo"),
        queryset=Body.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("tutti"),
    )
    stato = forms.ChoiceField(
        label=_("A che punto è"), choices=[("", _("tutti")), *Minutes.State.choices], required=False
    )

    def __init__(self, *args: Any, bodies: QuerySet[Body], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organo"].queryset = bodies  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """A file that somebody holds, looked at and not kept; or its fingerprint."""

    file = UploadField(
        label=_("Il verbale da controllare"),
        kinds=SIGNED,
        required=False,
        help_text=_("Il PDF, o il file .p7m firmato, fino a 5 MB. Lo guardiamo e non lo conserviamo."),
    )
    digest = forms.RegexField(
        label=_("Oppure la sua impronta (SHA-256)"),
        regex=r"^[0-9a-fA-F]{64}$",
        strip=True,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": _("Un'impronta SHA-256 ha 64 cifre, da 0 a 9 e da a a f.")},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not (said.get("file") or said.get("digest")):
            self.add_error("file", _("Scegli un file, o scrivi un'impronta."))
        return said

    def found(self) -> checking.Found | None:
        """The minutes of which it is a file; None where it is of none."""
        upload = self.cleaned_data["file"]
        if upload:
            return checking.recognise(upload.content)
        return checking.of_digest(bytes.fromhex(self.cleaned_data["digest"]))
