"""Seal again under today's key what lies under an older one; then the old key can leave the ring."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from networking import encryption
from networking.accounts import second_factor
from networking.models.sealed import Sealed, sealed_columns

BATCH = 500


class Command(BaseCommand):
    help = _("Cifra di nuovo con la chiave di oggi ciò che è cifrato con una chiave vecchia.")

    def handle(self, *_args: Any, **_options: Any) -> None:
        for model, column in sealed_columns(apps.get_models()):
            done, lost = reseal(model, column)
            self.stdout.write(
                _("{column}: {done} cifrati di nuovo, {lost} non leggibili").format(
                    column=f"{model._meta.label}.{column}", done=done, lost=lost
                )
            )
        self.stdout.write(
            _("segreti del secondo passo: {done} cifrati di nuovo").format(done=second_factor.seal_again())
        )


def reseal(model: Any, column: str) -> tuple[int, int]:
    """Seal again the column's values that lie under an older key: (done, those that cannot be read).

    A batch is a transaction: it can be stopped and begun again, and nobody waits long for a row.
    """
    done = lost = 0
    rows = model._base_manager.exclude(**{f"{column}__isnull": True}).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            for row in rows.filter(pk__in=keys[start : start + BATCH]).select_for_update():
                if encryption.key_of(row.__dict__[column]) != encryption.current_key():
                    was_read = _reseal_row(row, column)
                    done, lost = done + was_read, lost + (not was_read)
    return done, lost


def _reseal_row(row: Any, column: str) -> bool:
    """False when the value cannot be read: then it stays as it is."""
    context = row._meta.get_field(column).context(row)
    try:
        words = encryption.open_sealed(row.__dict__[column], context=context)
    except encryption.UnreadableError:
        return False
    sealed = Sealed(encryption.seal(words, context=context))
    type(row)._base_manager.filter(pk=row.pk).update(**{column: sealed})
    return True
