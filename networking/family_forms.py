"""What families type: whom they invite, the code they were handed, who they are when they join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .inviting import CODE_LENGTH, Newcomer
from .person_forms import day_field
from .rules import ADULT_AGE, years_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .models import Guardianship, Person


class InvitationForm(forms.Form):
    """For which children, and by which way."""

    children = forms.MultipleChoiceField(
        label=gettext_lazy("Per chi"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Scegli almeno una persona.")},
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Come lo invitiamo"),
        widget=forms.RadioSelect,
        choices=[
            ("email", gettext_lazy("con una e-mail")),
            ("code", gettext_lazy("con un codice che gli dai tu, a voce o su carta")),
        ],
    )
    email = forms.EmailField(label=gettext_lazy("La sua e-mail"), required=False)

    def __init__(self, *args: Any, ties: Sequence[Guardianship], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self._ties = {str(tie.child_id): tie for tie in ties}
        self.fields["children"].choices = [(pk, str(tie.child)) for pk, tie in self._ties.items()]
        self.initial = {"children": list(self._ties), "way": "email"}

    def clean(self) -> dict[str, Any]:
        """An e-mail where it is the way."""
        cells = super().clean() or self.cleaned_data
        if cells.get("way") == "email" and not cells.get("email") and "email" not in self.errors:
            self.add_error("email", _("Scrivi l'e-mail di chi vuoi invitare."))
        return cells

    @property
    def chosen(self) -> list[Guardianship]:
        """The ties for which they ask."""
        return [self._ties[pk] for pk in self.cleaned_data["children"]]

    @property
    def address(self) -> str:
        """Where to write; empty for a code."""
        return self.cleaned_data["email"] if self.cleaned_data["way"] == "email" else ""


class CodeForm(forms.Form):
    """The code that somebody was handed."""

    code = forms.CharField(
        label=gettext_lazy("Il codice"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=gettext_lazy("Dodici lettere e numeri. I trattini e gli spazi non contano."),
    )

    def clean_code(self) -> str:
        """Letters and figures alone, as they were drawn."""
        code = "".join(self.cleaned_data["code"].split()).replace("-", "").upper()
        if len(code) != CODE_LENGTH or not code.isascii() or not code.isalnum():
            raise ValidationError(
                _("Il codice ha dodici lettere e numeri: controlla di averli scritti tutti.")
            )
        return code


class JoiningForm(forms.Form):
    """Who somebody is, where we do not know it yet: what is known already is not asked again."""

    given_name = forms.CharField(label=gettext_lazy("Il tuo nome"), max_length=80)
    family_name = forms.CharField(label=gettext_lazy("Il tuo cognome"), max_length=80)
    birth_date = day_field(gettext_lazy("La tua data di nascita"))

    def __init__(self, *args: Any, own: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        known = own or None
        for name in list(self.fields):
            if known is not None and (known.birth_date or getattr(known, name)):
                del self.fields[name]

    def clean_birth_date(self) -> Any:
        """Of age: nobody younger answers for others."""
        born = self.cleaned_data["birth_date"]
        if born > years_before(timezone.localdate(), ADULT_AGE):
            raise ValidationError(_("Chi risponde per qualcuno deve avere almeno 18 anni."))
        return born

    @property
    def newcomer(self) -> Newcomer | None:
        """What they said; None where we knew."""
        if not self.fields:
            return None
        cells = self.cleaned_data
        return Newcomer(cells.get("given_name", ""), cells.get("family_name", ""), cells["birth_date"])
