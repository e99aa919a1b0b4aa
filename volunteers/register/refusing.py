"""What the database refuses about the register, as a person reads it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterator

BY_CONSTRAINT = {
    "enrolled_once_in_a_register": _("È già in questo registro."),
    "who_is_enrolled_is_known": _("Serve il codice fiscale, oppure luogo e data di nascita."),
    "who_is_enrolled_ceases_once": _("Ha già cessato, o la data viene prima dell'iscrizione."),
    "a_seal_begins_where_the_last_ends": _("L'ha appena preparato un'altra persona: ricarica la pagina."),
    "a_correction_says_what": _("Scrivi che cosa si rettifica."),
}


class RegisterError(Exception):
    """A line that cannot be written, in a sentence."""


@contextmanager
def in_words() -> Iterator[None]:
    """All or nothing; what the database refuses becomes a RegisterError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        sentence = BY_CONSTRAINT.get(getattr(diagnosis, "constraint_name", None) or "")
        if sentence is None:
            raise
        raise RegisterError(str(sentence)) from error
