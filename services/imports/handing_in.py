"""From a sheet handed in to rows written: looked at first, confirmed, then all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from networking.spreadsheets import Row, read_sheet
from services.models import PendingImport

from .planning import Outcome, plan_for, untold

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.core.files import File

    from networking.models import User
    from networking.models.scope import Scope
    from networking.spreadsheets import Sheet

    from .planning import Plan
    from .tables import Table

LONGEST_NAME = 150


class ImportChangedError(Exception):
    """What would be written is no longer what was seen."""


def read(upload: File, table: Table) -> Sheet:
    """The rows of the sheet, or what to mend before they can be looked at."""
    headings = table.headings.values()
    return read_sheet(
        upload,
        required=table.required,
        optional=[each for each in headings if each not in table.required],
    )


def keep(sheet: Sheet, *, table: Table, file_name: str, by: User, now: datetime) -> PendingImport:
    """Keep the rows until `by` confirms them; sheets of theirs for the same table make room."""
    PendingImport.objects.filter(uploaded_by=by, table=table.slug).delete()
    return PendingImport.objects.create(
        table=table.slug,
        file_name=file_name[:LONGEST_NAME],
        rows=[[row.number, row.values] for row in sheet.rows],
        uploaded_by=by,
        uploaded_at=now,
    )


def plan_of(
    pending: PendingImport, table: Table, scope: Scope, *, told: Callable[[int], None] = untold
) -> Plan:
    """What the kept rows would do to the catalogue as it is now."""
    return plan_for(table, [Row(number, values) for number, values in pending.rows], scope, told=told)


@transaction.atomic
def confirm(
    pk: UUID,
    *,
    seen: str,
    table: Table,
    scope: Scope,
    by: User,
    now: datetime,
    told: Callable[[int], None] = untold,
) -> Plan:
    """Write what the plan with the digest `seen` said; raises ImportChangedError when it would do anything else.

    Raises PendingImport.DoesNotExist where nothing waits for `by`: written already, too old, or not theirs.
    """
    # Whoever presses twice queues here, and the second finds nothing.
    pending = PendingImport.objects.waiting_for(by, now).select_for_update().get(pk=pk, table=table.slug)
    # Nobody changes the rows between this look at them and the writing.
    list(table.rows_within(scope).prefetch_related(None).select_for_update(of=("self",)).values_list("pk"))
    plan = plan_of(pending, table, scope, told=told)
    if plan.digest != seen or not plan.can_be_written:
        raise ImportChangedError
    try:
        with transaction.atomic():
            added, changed = table.write(
                [row.values for row in plan.having(Outcome.NEW)],
                [(row.current, row.values, row.touched) for row in plan.having(Outcome.CHANGED)],
            )
    except IntegrityError as error:
        # Somebody took an address or a name in this very moment.
        raise ImportChangedError from error
    _tell_history(pending, by, added, changed)
    pending.delete()
    return plan


def _tell_history(pending: PendingImport, by: User, added: list[Any], changed: list[Any]) -> None:
    """Each row's own history says from which sheet it was written."""
    told = _("Dal foglio «{name}».").format(name=pending.file_name)
    for rows, flag in ((added, ADDITION), (changed, CHANGE)):
        if rows:
            LogEntry.objects.log_actions(by.pk, rows, flag, change_message=told)
