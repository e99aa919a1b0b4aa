"""What the database refuses about expenses, as a person reads it beside the cell that is wrong."""

from __future__ import annotations

import json
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers.models import ExpenseClaim

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

ACTING = "an act on an expense: its caller has shown whose it is"
# The cell of each promise, and its sentence.
PLAIN: dict[str, tuple[str | None, Any]] = {
    "only_who_is_enrolled_is_given_back": (
        "day",
        gettext_lazy(
            "Quel giorno il nome non è nel registro dei volontari dell'ente: la spesa non si può rimborsare."
        ),
    ),
    "an_expense_was_made_already": ("day", gettext_lazy("Quel giorno deve ancora venire.")),
    "a_decision_holds_that_day": (
        "day",
        gettext_lazy("Per quel giorno l'ente non ha una delibera sui rimborsi."),
    ),
    "a_decision_names_the_activity": (
        "activity",
        gettext_lazy("La delibera in vigore quel giorno non comprende questo aiuto."),
    ),
    "the_turn_of_an_expense_is_theirs": (
        None,
        gettext_lazy("Il turno non c'è più, o non l'hai fatto tu: chiedi il rimborso senza il turno."),
    ),
    "this_expense_is_not_given_back_with_a_receipt": (
        "kind",
        gettext_lazy("Questa spesa si chiede solo con autocertificazione: con la ricevuta non è prevista."),
    ),
    "this_expense_needs_a_receipt": (
        "kind",
        gettext_lazy("Per questa spesa serve la ricevuta: l'autocertificazione non basta."),
    ),
    "a_documented_expense_has_its_receipt": (
        "receipt",
        gettext_lazy("Serve la ricevuta: una foto o un PDF."),
    ),
    "an_expense_is_more_than_nothing": ("amount", gettext_lazy("Scrivi quanto hai speso.")),
    "nobody_decides_their_own_expense": (
        None,
        gettext_lazy("È un rimborso per te: lo decide e lo paga un'altra persona."),
    ),
    "who_wrote_an_expense_does_not_decide_it": (
        None,
        gettext_lazy("Questa richiesta l'hai scritta tu: la decide un'altra persona."),
    ),
    "a_decided_expense_stays": (None, gettext_lazy("Qui è già stato deciso, e non si cambia più.")),
    "a_decision_in_use_stays": (
        None,
        gettext_lazy(
            "Con questa delibera sono già stati chiesti dei rimborsi: quello che dice non si cambia."
        ),
    ),
}


class ExpenseError(Exception):
    """An expense that cannot be so: the sentence, and the cell it is about (None: the whole)."""

    def __init__(self, sentence: Any, field: str | None = None) -> None:
        self.field = field
        super().__init__(str(sentence))


@contextmanager
def in_words() -> Iterator[None]:
    """All or nothing; what the database refuses becomes an ExpenseError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        promise = getattr(diagnosis, "constraint_name", None) or ""
        if diagnosis is not None and promise in LIMITS:
            figures = json.loads(diagnosis.message_detail)
            raise ExpenseError(LIMITS[promise](figures), "amount") from error
        if promise not in PLAIN:
            raise
        field, sentence = PLAIN[promise]
        raise ExpenseError(sentence, field) from error


def held(claim: UUID) -> ExpenseClaim:
    """The claim as it is now, held until the end of the transaction. Raises ExpenseClaim.DoesNotExist."""
    rows = ExpenseClaim.objects.for_everyone(reason=ACTING).select_related("item__decision", "activity")
    found: ExpenseClaim = rows.select_for_update(of=("self",), no_key=True).get(pk=claim)
    return found


def euros(amount: Decimal | str) -> str:
    """An amount as it is written in Italian: «7,00 €»."""
    return f"{number_format(Decimal(amount), 2)} €"


def _a_day(figures: dict[str, str]) -> str:
    told = {name: euros(amount) for name, amount in figures.items()}
    if Decimal(figures["used"]) == 0:
        return _("Con autocertificazione si arriva a {most} al giorno.").format(**told)
    if Decimal(figures["left"]) == 0:
        return _("Per quel giorno hai già dichiarato {used}: è il massimo.").format(**told)
    return _("Per quel giorno hai già dichiarato {used}: ne restano {left}.").format(**told)


def _a_month(figures: dict[str, str]) -> str:
    told = {name: euros(amount) for name, amount in figures.items()}
    if Decimal(figures["left"]) == 0:
        return _("In quel mese hai già dichiarato {used}: è il massimo.").format(**told)
    return _("In quel mese hai già dichiarato {used}: ne restano {left}.").format(**told)


def _decided(figures: dict[str, str]) -> str:
    told = {name: euros(amount) for name, amount in figures.items()}
    if Decimal(figures["used"]) == 0:
        return _("La delibera arriva a {most} al giorno per questa spesa.").format(**told)
    return _(
        "La delibera arriva a {most} al giorno per questa spesa. Ne hai già chiesti {used}: restano {left}."
    ).format(**told)


LIMITS = {
    "ten_euros_a_day": _a_day,
    "a_hundred_and_fifty_euros_a_month": _a_month,
    "the_limit_of_the_decision": _decided,
}
