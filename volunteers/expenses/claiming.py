"""Asking an expense back: the volunteer, or who coordinates for somebody who telephones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networking import facts
from networking.uploads import UploadRefusedError, store_upload
from volunteers.models import ExpenseClaim, ExpenseItem, RegisterEntry

from .refusing import ExpenseError, in_words

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from networking.models import Person, StoredFile, User
    from networking.uploads import CheckedFile
    from volunteers.models import Assignment, HelpKind

HANDED_IN = "volunteers.expense_handed_in"
CLAIMING = "chi è nel registro di un ente può chiedergli un rimborso"


class Asked(NamedTuple):
    """What is asked back: one day, one expense. `what` is an ExpenseItem.What, `kind` an ExpenseClaim.Kind."""

    what: str
    activity: HelpKind
    kind: str
    day: date
    amount: Decimal
    what_for: str
    assignment: Assignment | None = None


def hand_in(
    person: Person, asked: Asked, *, receipt: CheckedFile | None, by: User, now: datetime
) -> ExpenseClaim:
    """Write what `person` asks back; `by` is somebody else where they telephoned. Raises ExpenseError."""
    is_documented = asked.kind == ExpenseClaim.Kind.DOCUMENTED
    if is_documented and receipt is None:
        raise ExpenseError(_("Serve la ricevuta: una foto o un PDF."), "receipt")
    item = _item(person, asked)
    kept: StoredFile | None = None
    try:
        with in_words():
            kept = store_upload(receipt, by=by) if is_documented and receipt else None
            made = ExpenseClaim.objects.create(
                person=person,
                item=item,
                receipt=kept,
                handed_in_by=by,
                handed_in_at=now,
                **{name: value for name, value in asked._asdict().items() if name != "what"},
            )
            facts.record(HANDED_IN, made, now=now, on_behalf=by.pk != person.account_id)
    except UploadRefusedError as refused:
        raise ExpenseError(refused, "receipt") from refused
    except BaseException:
        # The row went with the rest; its bytes must not stay behind.
        if kept is not None:
            kept.file.delete(save=False)
        raise
    made.refresh_from_db()
    return made


def items_for(person: Person) -> QuerySet[ExpenseItem]:
    """What the entes in whose register `person` is, or was, give back, by their decisions of every time."""
    lines = RegisterEntry.objects.for_everyone(reason=CLAIMING).filter(
        person=person, event=RegisterEntry.Event.ENROLMENT
    )
    entes = lines.values("section__register__organization")
    return ExpenseItem.objects.filter(decision__organization__in=entes).select_related("decision")


def _item(person: Person, asked: Asked) -> ExpenseItem:
    """The item of the decision in force that day; of two, the one that gives back more in that way."""
    of_person = items_for(person)
    if not of_person.exists():
        raise ExpenseError(
            _("Il nome non è nel registro dei volontari di un ente che rimborsa: chiedi a chi coordina."),
        )
    that_day = [item for item in of_person if item.decision.holds_on(asked.day)]
    if not that_day:
        raise ExpenseError(
            _("Per il {day} l'ente non ha una delibera sui rimborsi.").format(
                day=date_format(asked.day, "j F Y")
            ),
            "day",
        )
    fitting = [item for item in that_day if item.what == asked.what]
    if not fitting:
        raise ExpenseError(_("La delibera in vigore quel giorno non comprende questa spesa."), "what")
    named = [item for item in fitting if item.decision.activities.filter(pk=asked.activity.pk).exists()]
    if not named:
        raise ExpenseError(_("La delibera in vigore quel giorno non comprende questo aiuto."), "activity")
    return max(named, key=lambda item: item.gives_back(asked.kind))
