"""Marks as they arrive: from a form, or many together from a tablet that was away."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from laboratories.models import Mark, Presence
from laboratories.registers.marking import Made

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

MOST_IN_A_BATCH = 500
# Some three hundred bytes for each mark.
LONGEST_BATCH = 200_000


class BatchError(Exception):
    """What a tablet sent cannot be read."""


class MarkForm(forms.Form):
    """One mark. An empty one takes back the one before."""

    id = forms.UUIDField()
    presence = forms.UUIDField()
    mark = forms.ChoiceField(choices=[("", ""), *Mark.choices], required=False)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=24 * 60)
    seen = forms.UUIDField(required=False)
    device = forms.UUIDField(required=False)
    made_at = forms.DateTimeField(required=False)
    decides = forms.BooleanField(required=False)

    def made(self, now: datetime, **values: Any) -> Made:
        """The mark, once the form is valid."""
        told = {**self.cleaned_data, **values}
        return Made(**{**told, "made_at": told["made_at"] or now})

    def made_here(self, now: datetime) -> Made:
        """The same from a page, which has one id for all the buttons of a row: pressed twice each is one."""
        drawn = self.cleaned_data["id"]
        said = " ".join(str(self.cleaned_data[name]) for name in ("presence", "mark", "minutes"))
        return self.made(now, id=uuid.uuid5(drawn, said), made_at=now, device=None)


class WhyForm(forms.Form):
    """Why somebody is missing, as whoever keeps the register has heard."""

    presence = forms.UUIDField()
    reason = forms.ChoiceField(choices=[("", ""), *Presence.AbsenceReason.choices], required=False)


def read_batch(body: bytes, now: datetime) -> list[Made]:
    """The marks of a tablet, in its order. What one sends from a tablet decides nothing between two that disagree.

    Raises BatchError.
    """
    try:
        told = json.loads(body)["marks"]
        items = [dict(each) for each in told]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BatchError(_("Non si legge.")) from error
    if len(items) > MOST_IN_A_BATCH:
        raise BatchError(_("Sono troppi segni insieme."))
    return [_read_one(each, now) for each in items]


def _read_one(told: Mapping[str, Any], now: datetime) -> Made:
    form = MarkForm(told)
    if not form.is_valid():
        raise BatchError(_("Un segno non si legge."))
    return form.made(now, decides=False)


class PaperForm(forms.Form):
    """A sheet filled in by hand, copied: for each person what it says."""

    def __init__(self, *args: Any, lines: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            key = str(line.row.pk)
            self.fields[f"mark-{key}"] = forms.ChoiceField(choices=[("", ""), *Mark.choices], required=False)
            self.fields[f"minutes-{key}"] = forms.IntegerField(required=False, min_value=1, max_value=24 * 60)
            self.fields[f"seen-{key}"] = forms.UUIDField(required=False)

    def made(self, now: datetime) -> list[Made]:
        """The marks the sheet has and the register has not, once the form is valid."""
        found = []
        for line in self.lines:
            key, said = str(line.row.pk), self.cleaned_data
            mark, minutes = said[f"mark-{key}"], said[f"minutes-{key}"]
            is_new = mark and (mark, minutes) != (line.row.mark, line.row.minutes)
            if is_new and not (mark == line.row.mark and minutes is None):
                found.append(
                    Made(uuid.uuid4(), line.row.pk, mark, now, minutes=minutes, seen=said[f"seen-{key}"])
                )
        return found


class DropInForm(forms.Form):
    """Who came without a booking."""

    id = forms.UUIDField()
    person = forms.UUIDField()

    @property
    def key(self) -> str:
        """The form's own: pressed twice, it is one."""
        return str(uuid.uuid5(self.cleaned_data["id"], str(self.cleaned_data["person"])))
