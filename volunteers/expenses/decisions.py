"""Writing a decision of the ente's board, with its items; and the day on which it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError
from django.utils.translation import gettext as _

from networking import facts
from networking.uploads import PDF, UploadRefusedError, store_upload
from volunteers.models import ExpenseDecision, ExpenseItem

from .refusing import ExpenseError, in_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from decimal import Decimal

    from networking.models import StoredFile, User
    from networking.uploads import CheckedFile
    from services.models import Organization
    from volunteers.models import HelpKind

ADOPTED, ENDED = "volunteers.expense_decision_written", "volunteers.expense_decision_ended"


class Text(NamedTuple):
    """What the decision says: of which ente, number, day; from when, until when (that day no more)."""

    organization: Organization
    number: str
    adopted_on: date
    valid_from: date
    valid_until: date | None = None


class Item(NamedTuple):
    """An expense that is given back: on one's word too, and with a receipt up to so many euros a day."""

    what: str
    may_be_self_declared: bool
    most_documented: Decimal | None


def write(
    text: Text,
    *,
    activities: Collection[HelpKind],
    items: Collection[Item],
    document: CheckedFile | None = None,
    by: User,
    now: datetime,
) -> ExpenseDecision:
    """Write it whole. Raises ExpenseError where it is there already, or gives nothing back."""
    if not items:
        raise ExpenseError(_("Scrivi almeno una spesa che si rimborsa."))
    kept: StoredFile | None = None
    try:
        with in_words():
            kept = store_upload(document, by=by, kinds=(PDF,)) if document else None
            made = ExpenseDecision.objects.create(**text._asdict(), document=kept)
            made.activities.set(activities)
            ExpenseItem.objects.bulk_create(ExpenseItem(decision=made, **item._asdict()) for item in items)
            facts.record(ADOPTED, made, now=now)
    except UploadRefusedError as refused:
        raise ExpenseError(refused, "document") from refused
    except IntegrityError as error:
        _forget(kept)
        if "one_decision_per_number" not in str(error):
            raise
        raise ExpenseError(_("Questa delibera c'è già."), "number") from error
    except BaseException:
        _forget(kept)
        raise
    return made


def end(decision: ExpenseDecision, *, on: date, now: datetime) -> ExpenseDecision:
    """It no longer holds from `on`. Raises ExpenseError where an expense of a later day was asked under it."""
    if on <= decision.valid_from:
        raise ExpenseError(_("Finirebbe prima di cominciare."), "valid_until")
    decision.valid_until = on
    with in_words():
        decision.save(update_fields=["valid_until"])
        facts.record(ENDED, decision, now=now)
    return decision


def _forget(kept: StoredFile | None) -> None:
    """The row went with the rest; its bytes must not stay behind."""
    if kept is not None:
        kept.file.delete(save=False)
