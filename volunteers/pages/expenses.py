"""Expenses as who asks, who decides and who pays see them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from networking.spreadsheets import write_csv, write_xlsx
from networking.uploads import CSV, XLSX
from volunteers.expenses.claiming import CLAIMING, items_for
from volunteers.expenses.room import Room, room
from volunteers.models import COORDINATE, KEEP_ACCOUNTS, Assignment, ExpenseClaim, ExpenseDecision, Volunteer

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Person, User
    from volunteers.models.expense_claims import ExpenseClaimQuerySet

State = ExpenseClaim.State
# Beyond, the desk shows the oldest first, and the sheet has them all.
MOST = 100


class Mine(NamedTuple):
    """One's own expenses, what may still be declared, and whether there is anybody to ask."""

    rows: list[ExpenseClaim]
    room: Room
    may_ask: bool


class Desk(NamedTuple):
    """What waits to be decided, what to be paid, what was decided last."""

    to_decide: list[ExpenseClaim]
    to_pay: list[ExpenseClaim]
    last: list[ExpenseClaim]
    may_pay: bool

    @property
    def people(self) -> int:
        """How many rows somebody reads."""
        return len(self.to_decide) + len(self.to_pay) + len(self.last)


def mine(person: Person, user: User, *, now: datetime) -> Mine:
    """What `person`, who is `user`, has asked back, the last first."""
    rows = list(_joined(ExpenseClaim.objects.own(user))[:MOST])
    return Mine(rows, room(person, day=timezone.localdate(now)), items_for(person).exists())


def turn_of(person: Person, text: str) -> Assignment | None:
    """The turn of `person` whose id `text` is, if they came or are coming."""
    try:
        pk = UUID(text)
    except ValueError:
        return None
    rows = Assignment.objects.for_everyone(reason=CLAIMING).filter(volunteer__person=person, pk=pk)
    came = (Assignment.State.ACCEPTED, Assignment.State.DONE)
    found: Assignment | None = rows.filter(state__in=came).select_related("request").first()
    return found


def desk(user: User) -> Desk:
    """The expenses of the volunteers that `user` coordinates."""
    rows = _joined(ExpenseClaim.objects.coordinated_by(user))
    waiting = rows.order_by("handed_in_at", "id")
    return Desk(
        list(waiting.filter(state=State.HANDED_IN)[:MOST]),
        list(waiting.filter(state=State.APPROVED)[:MOST]),
        list(rows.filter(state__in=[State.PAID, State.REFUSED]).order_by("-decided_at", "id")[:20]),
        may_pay(user),
    )


def may_pay(user: User) -> bool:
    """Whether `user` keeps the accounts."""
    return user.is_superuser or user.holds(*KEEP_ACCOUNTS)


def payable(user: User) -> ExpenseClaimQuerySet:
    """What `user` may write as paid."""
    return ExpenseClaim.objects.coordinated_by(user).filter(state=State.APPROVED)


def waiting(user: User) -> ExpenseClaimQuerySet:
    """What waits for a decision of `user`: not their own."""
    rows = ExpenseClaim.objects.coordinated_by(user).filter(state=State.HANDED_IN)
    return rows.exclude(person__account=user).exclude(handed_in_by=user)


def volunteers_of(user: User) -> list[Volunteer]:
    """For whom `user` may ask an expense back, where they telephone."""
    if not user.scope(*COORDINATE):
        return []
    return list(Volunteer.objects.coordinated_by(user).active().select_related("person"))


def volunteer_of(user: User, text: str) -> Volunteer | None:
    """The one of them whose id `text` is."""
    return next((each for each in volunteers_of(user) if str(each.pk) == text), None)


def months(*, today: date) -> list[date]:
    """The first days of this month and of the eleven before: those of which there is a sheet at hand."""
    number = today.year * 12 + today.month - 1
    return [date((number - back) // 12, (number - back) % 12 + 1, 1) for back in range(12)]


def month_of(text: str, *, today: date) -> date:
    """The month written as «2026-11»; this one for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today


def decisions() -> list[ExpenseDecision]:
    """Every decision with its items and its activities, the last first."""
    rows = ExpenseDecision.objects.select_related("organization", "document")
    return list(rows.prefetch_related("items", "activities"))


def sheet(user: User, *, month: date, extension: str) -> tuple[bytes, str]:
    """The month's sheet for who keeps the accounts, as «csv» or «xlsx», and its type. What was refused is not in it."""
    rows = (
        _joined(ExpenseClaim.objects.coordinated_by(user))
        .alive()
        .of_month(month)
        .order_by("day", "name", "id")
    )
    columns = [
        *(_("giorno"), _("nome"), _("spesa"), _("aiuto"), _("per che cosa"), _("come"), _("euro")),
        *(_("a che punto è"), _("deciso il"), _("pagato il"), _("delibera"), _("ente")),
    ]
    cells = [_cells(row) for row in rows]
    if extension == "csv":
        return write_csv(columns, cells), CSV.content_type
    return write_xlsx(
        columns, cells, title=_("Rimborsi {month}").format(month=f"{month:%m-%Y}")
    ), XLSX.content_type


def _cells(row: ExpenseClaim) -> list[Any]:
    decision = row.item.decision
    return [
        *(
            row.day,
            row.name,
            str(row.item),
            str(row.activity),
            row.what_for,
            row.get_kind_display(),
            row.amount,
        ),
        row.get_state_display(),
        timezone.localdate(row.decided_at) if row.decided_at else None,
        *(row.paid_on, str(decision), str(decision.organization)),
    ]


def _joined(rows: ExpenseClaimQuerySet) -> ExpenseClaimQuerySet:
    found: ExpenseClaimQuerySet = rows.select_related("item__decision__organization", "activity", "receipt")
    return found
