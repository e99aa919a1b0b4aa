"""Cells: from what a person typed to a value, and back to the same text."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from networking.models.links import web_address
from networking.telephones import dialable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

# «0743 828711 (centralino)»: the value, and a note in brackets where there is one.
WITH_NOTE = re.compile(r"(?P<value>[^()]*?)\s*(?:\((?P<note>.*)\))?", re.DOTALL)


def joined(items: Iterable[str]) -> str:
    """A list in one cell: «uno; due». A semicolon inside an item is written «\\;»."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def split(text: str) -> list[str]:
    """The items of a cell, without blank ones: the inverse of `joined`."""
    items = re.findall(r"(?:\\.|[^;\\]|\\$)+", text, re.DOTALL)
    return [plain for item in items if (plain := re.sub(r"\\(.)", r"\1", item.strip(), flags=re.DOTALL))]


def cell_text(field: forms.Field, value: Any) -> str:
    """What stands in the cell of `field` for `value`."""
    if value is None:
        return ""
    show = getattr(field, "show", str)
    return show(value).replace("\r\n", "\n").strip()


class ListField(forms.CharField):
    """Several words in one cell, separated by semicolons."""

    def __init__(self, *, longest: int, **options: Any) -> None:
        self.longest = longest
        super().__init__(**options)

    def clean(self, value: Any) -> list[Any]:
        return [self.clean_item(item) for item in split(super().clean(value))]

    def clean_item(self, item: str) -> Any:
        """One item, refused when it does not fit."""
        if len(item) > self.longest:
            raise ValidationError(
                _("«%(item)s…» è troppo lungo: al massimo %(longest)s lettere.")
                % {"item": item[:20], "longest": self.longest}
            )
        return item

    def show(self, values: Iterable[Any]) -> str:
        return joined(self.show_item(value) for value in values)

    def show_item(self, item: Any) -> str:
        """One item as it is written."""
        return str(item)


class PhonesField(ListField):
    """Telephones, kept as one dials them."""

    def clean_item(self, item: str) -> str:
        return dialable(item)


class NotedField(ListField):
    """Contacts, each with who answers in brackets: «0743 828711 (centralino)»."""

    def __init__(self, *, clean_value: Callable[[str], str], **options: Any) -> None:
        self.clean_value = clean_value
        super().__init__(**options)

    def clean_item(self, item: str) -> tuple[str, str]:
        value, note = with_note(item)
        return self.clean_value(value), super().clean_item(note)

    def show_item(self, item: tuple[str, str]) -> str:
        return noted(*item)


class WordField(forms.CharField):
    """One word of a short list; the word people read, or our own code."""

    def __init__(self, *, words: Iterable[tuple[str, Any]], **options: Any) -> None:
        self.words = [(value, str(label)) for value, label in words]
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        for known, label in self.words:
            if text.casefold() in {label.casefold(), known.casefold()}:
                return known
        raise ValidationError(
            _("«%(text)s» non va: scrivi %(words)s.")
            % {"text": text[:40], "words": ", ".join(f"«{label}»" for _value, label in self.words)}
        )

    def show(self, value: str) -> str:
        return dict(self.words).get(value, value) if value else ""


class YesNoField(forms.CharField):
    """«sì» or «no»; an empty cell is «no»."""

    YES, NO = {"sì", "si", "s", "x", "1", "vero"}, {"", "no", "n", "0", "falso"}

    def clean(self, value: Any) -> bool:
        text = super().clean(value).casefold()
        if text not in self.YES | self.NO:
            raise ValidationError(_("«%(text)s» non va: scrivi «sì» o «no».") % {"text": text[:40]})
        return text in self.YES

    def show(self, value: bool) -> str:
        return "sì" if value else "no"


class ReferenceField(forms.CharField):
    """Something that must already be there, by its name or its code.

    `among` names the attribute of `Known` that holds what may be named; the form of the row fills `known`.
    """

    known: Mapping[str, Any]

    def __init__(self, *, among: str, shown_as: Callable[[Any], str] = str, **options: Any) -> None:
        self.among, self.shown_as = among, shown_as
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return found(text, self.known) if text else None

    def show(self, value: Any) -> str:
        return self.shown_as(value)


class ReferencesField(ListField):
    """Several things that must already be there; their order says nothing."""

    known: Mapping[str, Any]

    def __init__(self, *, among: str, shown_as: Callable[[Any], str] = str, **options: Any) -> None:
        self.among, self.shown_as = among, shown_as
        super().__init__(longest=200, **options)

    def clean(self, value: Any) -> list[Any]:
        return sorted(set(super().clean(value)), key=self.show_item)

    def clean_item(self, item: str) -> Any:
        return found(item, self.known)

    def show(self, values: Iterable[Any]) -> str:
        return joined(sorted(self.show_item(value) for value in values))

    def show_item(self, item: Any) -> str:
        return self.shown_as(item)


def found(text: str, known: Mapping[str, Any]) -> Any:
    """What `text` names, or a sentence with the nearest name."""
    if text.casefold() in known:
        return known[text.casefold()]
    near = get_close_matches(text.casefold(), known, n=1, cutoff=0.75)
    sentence = _("«%(text)s» non c'è.") if not near else _("«%(text)s» non c'è: forse volevi «%(near)s».")
    raise ValidationError(sentence % {"text": text[:60], "near": near[0] if near else ""})


def with_note(item: str) -> tuple[str, str]:
    """Value and note of «0743 828711 (centralino)»."""
    match = WITH_NOTE.fullmatch(item)
    return (match["value"].strip(), (match["note"] or "").strip()) if match else (item.strip(), "")


def noted(value: str, note: str) -> str:
    """«value (note)», the inverse of `with_note`."""
    return f"{value} ({note})" if note else value


def clean_email(text: str) -> str:
    """An e-mail address, or a sentence."""
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValidationError(
            _("«%(text)s» non è un'e-mail: deve avere la forma nome@esempio.it.") % {"text": text[:60]}
        ) from error
    return text


def clean_url(text: str) -> str:
    """A web address, with https:// where nothing stands before it, or a sentence."""
    try:
        address = forms.URLField(max_length=300, assume_scheme="https").clean(text)
        if address and not web_address(address):
            raise ValidationError(address)
    except ValidationError as error:
        raise ValidationError(
            _("«%(text)s» non è un indirizzo di un sito: per esempio https://www.esempio.it.")
            % {"text": text[:60]}
        ) from error
    return address
