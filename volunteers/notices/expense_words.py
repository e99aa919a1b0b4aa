"""The words of what is told of expenses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking.outbox import Kind, Words
from volunteers.models import ExpenseClaim

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice

DECIDED, PAID = "volunteers.expense_decided", "volunteers.expense_paid"
State = ExpenseClaim.State


def _decided(notice: Notice, _now: datetime) -> Words | None:
    row = notice.about
    if not isinstance(row, ExpenseClaim) or row.state not in {State.APPROVED, State.REFUSED}:
        return None
    told = _told(row)
    if row.state == State.REFUSED:
        return Words(
            subject=_("Il rimborso di {amount} non è stato accolto").format(**told),
            paragraphs=(
                _("Avevi chiesto {amount} per {what}, {day}.").format(**told),
                _("Il motivo: {reason}").format(reason=row.reason),
                _("Se c'è un errore, puoi chiederlo di nuovo o parlarne con chi coordina."),
            ),
            short=_("Il rimborso di {amount} del {day} non è stato accolto. Chiama chi coordina.").format(
                **told
            ),
            **_link(),
        )
    return Words(
        subject=_("Il rimborso di {amount} è approvato").format(**told),
        paragraphs=(
            _("Avevi chiesto {amount} per {what}, {day}: va bene.").format(**told),
            _("Te lo diciamo anche quando è pagato."),
        ),
        short=_("Il rimborso di {amount} del {day} è approvato.").format(**told),
        **_link(),
    )


def _paid(notice: Notice, _now: datetime) -> Words | None:
    row = notice.about
    if not isinstance(row, ExpenseClaim) or row.state != State.PAID or row.paid_on is None:
        return None
    told = {**_told(row), "paid": date_format(row.paid_on, "j F")}
    return Words(
        subject=_("Il rimborso di {amount} è stato pagato").format(**told),
        paragraphs=(
            _("Avevi chiesto {amount} per {what}, {day}.").format(**told),
            _("È stato pagato il {paid}.").format(**told),
        ),
        short=_("Il rimborso di {amount} del {day} è stato pagato il {paid}.").format(**told),
        **_link(),
    )


def _told(row: ExpenseClaim) -> dict[str, object]:
    return {
        "amount": f"{number_format(row.amount, 2)} €",
        "what": row.item,
        "day": date_format(row.day, "j F"),
    }


def _link() -> dict[str, str]:
    return {"link": reverse("volunteers:expenses"), "link_label": _("I miei rimborsi")}


KINDS = (
    Kind(DECIDED, gettext_lazy("Un rimborso è stato deciso"), _decided),
    Kind(PAID, gettext_lazy("Un rimborso è stato pagato"), _paid),
)
