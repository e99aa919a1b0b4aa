"""A text column that lies in the database sealed and is read in clear only from its own row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from networking import encryption

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a person reads where the key is lost: the page opens, and saving it changes nothing.
UNREADABLE = _("Non leggibile: manca la chiave.")


class Sealed(bytes):
    """A value as it lies in the database."""

    __slots__ = ()


class SealedAttribute(DeferredAttribute):
    """Opens on reading; what was not changed keeps its seal, so an unreadable value is never overwritten."""

    field: EncryptedTextField

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        return self.field.opened(instance, value) if isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        held = instance.__dict__.get(self.field.attname)
        is_typed = isinstance(held, Sealed) and not isinstance(value, Sealed)
        if not (is_typed and str(value) == self.field.opened(instance, held)):
            instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """Text sealed with AES-256-GCM, bound to table, column and row. It cannot be searched or compared."""

    descriptor_class = SealedAttribute

    def get_internal_type(self) -> str:
        return "BinaryField"

    def formfield(self, **kwargs: Any) -> Any:
        """A short value, as a codice fiscale, is typed on one line."""
        # The admin would ask for a text area, as for every long text.
        return super().formfield(**(kwargs | {"widget": forms.TextInput} if self.max_length else kwargs))

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is something: comparing sealed values would find nothing, or tell too much."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def context(self, instance: models.Model) -> str:
        """What a value is bound to: its table, column and row."""
        meta = instance._meta
        return f"{meta.app_label}.{meta.model_name}.{self.name}:{instance.pk}"

    def opened(self, instance: models.Model | None, value: Sealed) -> str:
        """The words of `value` in its row, or the sentence that says they cannot be read."""
        try:
            return encryption.open_sealed(value, context=self.context(instance))
        except encryption.UnreadableError:
            return str(UNREADABLE)

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if value in (None, ""):
            return None
        if not isinstance(value, Sealed):
            value = Sealed(encryption.seal(str(value), context=self.context(model_instance)))
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None or isinstance(value, Sealed):
            return None if value is None else connection.Database.Binary(bytes(value))
        raise FieldError("A sealed column is written by saving its row, and cannot be searched.")

    def get_prep_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> Any:
        return value


def sealed_columns(candidates: list[type[models.Model]]) -> Iterator[tuple[type[models.Model], str]]:
    """Every sealed column among `candidates`: (model, column)."""
    for model in candidates:
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field.attname
