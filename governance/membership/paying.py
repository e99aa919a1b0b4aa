"""The fee of a year: set by a decision, paid in cash or by transfer, with a numbered receipt; who has not is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import FeePayment, YearlyFee
from governance.notices import member_words
from governance.refusing import GovernanceError, in_words
from networking import outbox, pdf
from networking.models import Person

from .promises import PROMISES

if TYPE_CHECKING:
    from datetime import date, datetime

    from governance.models import Member, MemberBook
    from networking.models import User

PAYING = "chi versa la quota"


def set_fee(book: MemberBook, wanted: dict[str, Any]) -> YearlyFee:
    """The fee of a year (`year`, `amount`, `due_on`, `decision`). Raises GovernanceError."""
    with in_words(PROMISES):
        return YearlyFee.objects.create(organization=book.organization, **wanted)


def pay(fee: YearlyFee, member: Member, *, method: str, paid_on: date, by: User, now: datetime) -> FeePayment:
    """Write that `member` has paid, and tell them where their receipt is. Raises GovernanceError."""
    if paid_on > timezone.localdate(now):
        raise GovernanceError(_("È un giorno che deve ancora venire."), "paid_on")
    with in_words(PROMISES):
        made = FeePayment.objects.create(
            member=member,
            fee=fee,
            person_id=member.person_id,
            name=member.name,
            method=method,
            paid_on=paid_on,
            recorded_at=now,
            recorded_by=by,
        )
        # What the database has written: amount, year and number.
        made.refresh_from_db(from_queryset=FeePayment.objects.for_everyone(reason=PAYING))
        person = Person.objects.for_everyone(reason=PAYING).filter(pk=member.person_id).first()
        if person is not None:
            member_words.tell(member_words.PAID, person, about=made, key=made.pk, now=now)
    return made


def void(payment: FeePayment, *, because: str, now: datetime) -> None:
    """Undo a payment written by mistake: its number stays, and the fee is owed again. Raises GovernanceError."""
    if not because.strip():
        raise GovernanceError(_("Scrivi perché la annulli."), "because")
    rows = FeePayment.objects.for_everyone(reason=PAYING).standing()
    if not rows.filter(pk=payment.pk).update(voided_at=now, voided_because=because.strip()):
        raise GovernanceError(_("Questa ricevuta è già annullata."))


def receipt(payment: FeePayment) -> bytes:
    """The receipt, the same for ever: written when the payment was."""
    at = timezone.localtime(payment.recorded_at)
    return pdf.render("documents/fee_receipt.html", {"payment": payment}, written_at=at, is_archived=True)


def remind(*, now: datetime) -> int:
    """Tell, once for each fee, who owes one whose day has passed; how many members."""
    today, told = timezone.localdate(now), 0
    for fee in YearlyFee.objects.filter(due_on__lt=today, year=today.year, amount__gt=0):
        owing = fee.owing().filter(admitted_on__lte=fee.due_on)
        people = Person.objects.for_everyone(reason=PAYING).select_related("account", "comune")
        for person in people.filter(pk__in=owing.values("person")):
            key = f"{member_words.OWED}:{fee.pk}:{person.pk}"
            tellings = outbox.tellings_for(person, key=key, about=fee, now=now)
            outbox.tell_all(member_words.OWED, tellings, now=now)
            told += 1
    return told
