"""Who uses the portal: whoever does something in it, of all who could."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, OuterRef, Q, When

from governance.indicators.attending import COUNTED
from governance.indicators.facts import Source, facts
from laboratories.models import Party, PresenceMark
from networking.models import AccessRecord, User
from services.models import Verification
from volunteers.models import Assignment, CompanionshipNote, HoursLog

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from governance.indicators.periods import Period


def accounts(period: Period) -> QuerySet[Any]:
    """Those that could be used when the period ended."""
    return User.objects.filter(is_active=True, date_joined__lt=period.end)


def active_accounts(period: Period) -> QuerySet[Any]:
    """NW-32: of them, those with which something was done: a booking, a register, a turn, a check, a sheet opened for work."""
    number = Case(When(_did_something(period), then=1), default=0)
    return facts(
        accounts(period),
        at=period.last_moment,
        person="person__pk",
        numerator=number,
        denominator=1,
    )


def _did_something(period: Period) -> Q:
    """In a question about accounts. A deed is a row that says who wrote it and when."""
    me = OuterRef("pk")
    deeds = (
        Party.objects.for_everyone(reason=COUNTED).filter(
            period.within("created_at"), Q(booker__account=me) | Q(entered_by=me)
        ),
        PresenceMark.objects.for_everyone(reason=COUNTED).filter(period.within("made_at"), made_by=me),
        HoursLog.objects.for_everyone(reason=COUNTED).filter(period.within("declared_at"), declared_by=me),
        HoursLog.objects.for_everyone(reason=COUNTED).filter(period.within("validated_at"), validated_by=me),
        Assignment.objects.for_everyone(reason=COUNTED).filter(
            period.within("answered_at"), volunteer__person__account=me
        ),
        Assignment.objects.for_everyone(reason=COUNTED).filter(period.within("made_at"), by=me),
        CompanionshipNote.objects.for_everyone(reason=COUNTED).filter(period.within("written_at"), by=me),
        AccessRecord.objects.for_everyone(reason=COUNTED).filter(period.within("at"), reader=me),
        Verification.objects.filter(period.within("verified_at"), verified_by=me),
    )
    found = Q(pk__in=[])
    for each in deeds:
        found |= Q(Exists(each))
    return found


SOURCES = {"NW-32": Source("networking.User", active_accounts, accounts)}
