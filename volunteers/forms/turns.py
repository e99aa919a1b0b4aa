"""Saying why a turn is given back or called off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WhyForm(forms.Form):
    """A reason, in one's own words."""

    because = forms.CharField(
        label=_("Perché"), max_length=200, help_text=_("Bastano poche parole. Niente notizie sulla salute.")
    )
