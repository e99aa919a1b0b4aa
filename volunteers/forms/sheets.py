"""A sheet that somebody hands in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    """The file; what is in it is looked at by who reads it."""

    sheet = forms.FileField(
        label=_("Foglio"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Scegli un file .csv o .xlsx.")},
    )
