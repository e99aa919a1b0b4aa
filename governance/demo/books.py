"""What the association lives on: the fee of the year and who has paid it, last year's accounts, who asks to join."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from laboratories.demo.drawing import Draw, at
from networking import keeping, pdf
from networking.demo import DEMONSTRATION
from networking.models import Person
from volunteers.models import Volunteer

from ..membership import answering, applying, paying
from ..models import Decision, FeePayment, Member, MemberBook, YearlyAccounts, YearlyFee

if TYPE_CHECKING:
    from networking.models import User
    from services.models import Organization

FEE, ACCOUNTS, ADMISSION = "Quota associativa", "Bilancio dell'anno passato", "Ammissione dei nuovi associati"
AMOUNT = 10
DUE = timedelta(days=60)
DEPOSITED = timedelta(days=12)
PAID = 0.86
WAITING = (
    "Ho conosciuto l'associazione con i laboratori di musica di mio figlio e vorrei dare una mano.",
    "Abito a Sellano da poco: mi piacerebbe conoscere persone e fare compagnia a chi è solo.",
)
REFUSED = "Ha chiesto di associarsi per vendere i suoi corsi: lo statuto chiede di non avere scopi di lucro."


def keep(draw: Draw, aps: Organization, *, by: User) -> None:
    """Everything that follows from what the assembly and the board decided."""
    # Drawn apart: what is added here changes nothing elsewhere.
    apart = Draw(draw.day, "libri")
    book = MemberBook.objects.get(organization=aps)
    decided = {
        each.title: each
        for each in Decision.objects.for_everyone(reason=DEMONSTRATION).filter(body__organization=aps)
    }
    if FEE in decided:
        _pay(apart, _fee(book, decided[FEE]), by=by)
    if ACCOUNTS in decided:
        _accounts(book, decided[ACCOUNTS])
    _ask(apart, book, decided.get(ADMISSION))


def _fee(book: MemberBook, decision: Decision) -> YearlyFee:
    day = timezone.localdate(decision.adopted_at)
    wanted = {
        "year": day.year,
        "amount": AMOUNT,
        "due_on": min(day + DUE, date(day.year, 12, 31)),
        "decision": decision,
    }
    return paying.set_fee(book, wanted)


def _pay(draw: Draw, fee: YearlyFee, *, by: User) -> None:
    """Most have, in the weeks after; receipts take their numbers in the order of the days."""
    first = timezone.localdate(fee.decision.adopted_at)
    members = Member.objects.for_everyone(reason=DEMONSTRATION).filter(
        organization=fee.organization, admitted_on__lte=first
    )
    last = min(fee.due_on, draw.day - timedelta(days=1))
    days = sorted(
        (first + timedelta(days=draw.randint(0, (last - first).days)), str(member.pk), member)
        for member in members.order_by("name", "pk")
        if draw.often(PAID)
    )
    FeePayment.objects.for_everyone(reason=DEMONSTRATION).bulk_create(
        FeePayment(
            member=member,
            fee=fee,
            person_id=member.person_id,
            name=member.name,
            method=draw.choice(FeePayment.Method.values),
            paid_on=day,
            recorded_at=at(day, 18),
            recorded_by=by,
        )
        for day, _key, member in days
    )


def _accounts(book: MemberBook, decision: Decision) -> None:
    day = timezone.localdate(decision.adopted_at)
    title = _("Bilancio %(year)d") % {"year": day.year - 1}
    context = {
        "title": title,
        "lines": [_("Entrate: 8.420 euro."), _("Uscite: 7.910 euro."), _("Avanzo: 510 euro.")],
        "meeting": decision.item.meeting,
    }
    drawn = pdf.render("documents/paper.html", context, written_at=timezone.localtime(decision.adopted_at))
    document = keeping.keep_pdf(drawn, f"bilancio-{day.year - 1}.pdf")
    document.is_public = True
    document.save(update_fields=["is_public"])
    YearlyAccounts.objects.create(
        organization=book.organization,
        year=day.year - 1,
        document=document,
        decision=decision,
        workers=2,
        added_at=decision.adopted_at,
        deposited_on=day + DEPOSITED,
        deposit_number=_("RUNTS 1042 (esempio)"),
    )


def _ask(draw: Draw, book: MemberBook, decision: Decision | None) -> None:
    """Two wait; of one the board said no, and why."""
    inside = Member.objects.for_everyone(reason=DEMONSTRATION).filter(organization=book.organization)
    active = Volunteer.objects.for_everyone(reason=DEMONSTRATION).filter(state=Volunteer.State.ACTIVE)
    everyone = Person.objects.for_everyone(reason=DEMONSTRATION).filter(birth_date__lt=date(2000, 1, 1))
    others = everyone.filter(pk__in=active.values("person")).exclude(pk__in=inside.values("person"))
    chosen = draw.sample(list(others.order_by("pk")), len(WAITING) + 1)
    for number, reasons in enumerate(WAITING):
        now = at(draw.day - timedelta(days=6 + 9 * number), 10)
        applying.apply(book, chosen[number], reasons=reasons, now=now, is_at_desk=number > 0)
    if decision is None:
        return
    asked = applying.apply(book, chosen[-1], now=decision.adopted_at - timedelta(days=20))
    answering.refuse(asked.pk, decision, because=REFUSED, now=decision.adopted_at)
