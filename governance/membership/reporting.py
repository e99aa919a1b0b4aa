"""What an association tells the register of the Third Sector (RUNTS) each year, and the accounts that it deposits.

D.Lgs. 117/2017, art. 13 (accounts) and art. 48, comma 3, as changed by art. 4 of L. 104/2024: within 180 days from the
end of the year; members, volunteers and workers of 31 December by 30 June (D.M. 106/2020, art. 20).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from governance.models import Decision, Member, YearlyAccounts
from governance.refusing import in_words
from networking import uploads
from networking.spreadsheets import write_csv, write_xlsx
from networking.uploads import CSV, XLSX
from volunteers.models import RegisterEntry

from . import rules
from .promises import PROMISES

if TYPE_CHECKING:
    from datetime import datetime

    from governance.models import MemberBook
    from networking.models import User
    from networking.uploads import CheckedFile
    from services.models import Organization

COUNTING = "quanti sono associati e volontari il 31 dicembre: solo numeri"
LAST_YEARS = 5


class Figures(NamedTuple):
    """What of a year goes to the RUNTS; what is not known yet is None."""

    year: int
    members: int
    volunteers: int
    workers: int | None
    accounts: YearlyAccounts | None
    figures_by: date
    deposit_by: date


def figures(book: MemberBook, *, today: date) -> list[Figures]:
    """Year by year, from the opening of the book to the last that has ended, the last first."""
    since = max(book.opened_on.year, today.year - LAST_YEARS)
    accounts = {each.year: each for each in _accounts(book.organization)}
    return [
        _figures(book.organization, year, accounts.get(year)) for year in range(today.year - 1, since - 1, -1)
    ]


def _figures(organization: Organization, year: int, accounts: YearlyAccounts | None) -> Figures:
    last_day = date(year, 12, 31)
    members = Member.objects.for_everyone(reason=COUNTING).filter(organization=organization).on(last_day)
    enrolled = RegisterEntry.objects.for_everyone(reason=COUNTING).filter(
        section__register__organization=organization
    )
    return Figures(
        year=year,
        members=members.count(),
        volunteers=enrolled.open_on(last_day).values("person").distinct().count(),
        workers=accounts.workers if accounts else None,
        accounts=accounts,
        figures_by=rules.figures_by(year),
        deposit_by=rules.deposit_by(year),
    )


def _accounts(organization: Organization) -> models.QuerySet[YearlyAccounts]:
    return YearlyAccounts.objects.filter(organization=organization).select_related(
        "decision__body", "document"
    )


def table(rows: list[Figures], *, extension: str) -> tuple[bytes, str]:
    """The figures as «csv» or «xlsx», with its type."""
    columns = [
        *(
            _("anno"),
            _("associati al 31 dicembre"),
            _("volontari al 31 dicembre"),
            _("lavoratori al 31 dicembre"),
        ),
        *(_("dati entro il"), _("bilancio approvato con"), _("bilancio da depositare entro il")),
        *(_("depositato il"), _("protocollo")),
    ]
    cells = [_cells(each) for each in rows]
    if extension == "csv":
        return write_csv(columns, cells), CSV.content_type
    return write_xlsx(columns, cells, title=_("Dati per il RUNTS")), XLSX.content_type


def _cells(row: Figures) -> list[Any]:
    accounts = row.accounts
    return [
        *(row.year, row.members, row.volunteers, row.workers, row.figures_by),
        *(str(accounts.decision) if accounts else "", row.deposit_by),
        *((accounts.deposited_on, accounts.deposit_number) if accounts else (None, "")),
    ]


def add_accounts(
    book: MemberBook,
    upload: CheckedFile,
    *,
    year: int,
    decision: Decision,
    workers: int | None,
    by: User,
    now: datetime,
) -> YearlyAccounts:
    """Keep the accounts of a year, approved by a decision of the assembly. Raises GovernanceError, UploadRefusedError."""
    with in_words(PROMISES):
        return YearlyAccounts.objects.create(
            organization=book.organization,
            year=year,
            document=uploads.store_upload(upload, by=by),
            decision=decision,
            workers=workers,
            added_at=now,
        )


def deposit(accounts: YearlyAccounts, *, on: date, number: str) -> None:
    """Write that the accounts were deposited with the RUNTS."""
    YearlyAccounts.objects.filter(pk=accounts.pk).update(deposited_on=on, deposit_number=number)


def late(book: MemberBook, *, today: date) -> list[int]:
    """The years whose accounts are to be deposited soon, or should have been."""
    done = set(_accounts(book.organization).filter(deposited_on__isnull=False).values_list("year", flat=True))
    return rules.years_to_deposit(today, since=book.opened_on.year, deposited=done)
