"""Whoever is named in a book: their id, which leads nowhere once they are erased, and their name as it was written."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from networking.models import Person


def somebody(label: Any, **options: Any) -> models.ForeignKey:
    """A person whom a book keeps naming: when they are erased the line stays, as the law of books wants."""
    options = {"related_name": "+", "db_constraint": False, "verbose_name": label, **options}
    return models.ForeignKey(Person, models.DO_NOTHING, **options)


class Named(models.Model):
    """A line about somebody, with the name they had that day."""

    person = somebody(_("chi"))
    name = models.CharField(_("nome e cognome"), max_length=170)

    class Meta:
        abstract = True
