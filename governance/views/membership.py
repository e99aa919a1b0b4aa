"""An association for who asks to join it and for who is in it: what it costs, one's fee, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from governance.forms.meetings import refuse
from governance.forms.members import ApplyForm
from governance.membership import applying, leaving, paying
from governance.models import FeePayment, Member, MemberBook, MembershipApplication
from governance.models.members import keeps_members
from governance.pages import members as page
from governance.refusing import GovernanceError
from networking import access_log
from networking.access import audience
from networking.models import AccessRecord, Person
from networking.models.persons import FOLLOW_PEOPLE
from networking.views.desk.people import person_or_404
from networking.views.files import attached_bytes

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

FORM_METHODS = ["GET", "HEAD", "POST"]


@login_not_required
@require_safe
def association(request: HttpRequest) -> HttpResponse:
    """What it means to be a member, what it costs, how to ask."""
    context = {"shops": page.shops(timezone.localdate()), "keeps": keeps_members(request.user)}
    return render(request, "governance/association.html", context)


@audience()
@require_http_methods(FORM_METHODS)
def member_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for oneself, or for a child one answers for."""
    book, now = _book_or_404(pk), timezone.now()
    people = page.may_ask_for(request.user, book, timezone.localdate(now))
    form = ApplyForm(_typed(request), people=people, initial={"person": people[0].pk if people else None})
    if form.is_valid():
        own = Person.objects.of_family(request.user).filter(account=request.user).first()
        if _asked(form, book, now, applicant=own):
            messages.success(request, _("Domanda inviata: il consiglio direttivo risponde entro 60 giorni."))
            return redirect("governance:membership")
    context = {"book": book, "form": form, "people": people, "is_own": True}
    return render(request, "governance/member_apply.html", context)


@audience(*FOLLOW_PEOPLE)
@require_http_methods(FORM_METHODS)
def member_desk_apply(request: HttpRequest, pk: UUID, book: int) -> HttpResponse:
    """The same at the desk, for who has no e-mail; of a minor, who answers for them is there and asks."""
    person, shop, now = person_or_404(request.user, pk), _book_or_404(book), timezone.now()
    access_log.record(reader=request.user, deed=AccessRecord.Deed.READ, subject=person, page=request.path)
    asking = applying.guardians_of(person, now) or [person]
    label = gettext_lazy("Chi presenta la domanda")
    form = ApplyForm(_typed(request), people=asking, label=label, initial={"person": asking[0].pk})
    if form.is_valid() and _asked(form, shop, now, person=person, applicant=form.chosen()):
        messages.success(request, _("Domanda scritta: la risposta arriva come preferisce essere avvisata."))
        return redirect(person)
    context = {"book": shop, "form": form, "people": asking, "person": person}
    return render(request, "governance/member_apply.html", context)


@audience()
@require_safe
def membership(request: HttpRequest) -> HttpResponse:
    """One's own membership and of one's family: the fee of each year, receipts, books, what was asked."""
    today = timezone.localdate()
    context = {
        "mine": page.mine(request.user, today),
        "applications": page.applications_of(request.user),
        "charges": page.charges_of(request.user),
        "shops": page.shops(today),
        "today": today,
    }
    return render(request, "governance/membership.html", context)


@audience()
@require_POST
def application_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Go back on what was asked."""
    row = _own_application_or_404(request, pk)
    return _told(request, lambda: applying.withdraw(row.pk, now=timezone.now()), _("Domanda ritirata."))


@audience()
@require_POST
def application_appeal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask that the assembly decide."""
    row = _own_application_or_404(request, pk)
    done = _("Richiesta inviata: deciderà l'assemblea, alla prima riunione.")
    return _told(request, lambda: applying.ask_assembly(row.pk, now=timezone.now()), done)


@audience()
@require_http_methods(FORM_METHODS)
def member_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Leave, after one question."""
    family = Person.objects.of_family(request.user).values("pk")
    rows = Member.objects.for_everyone(reason=page.READING).filter(person__in=family, left_on=None)
    member = get_object_or_404(rows.select_related("organization__member_book"), pk=pk)
    if request.method != "POST":
        return render(request, "governance/member_leave.html", {"member": member})
    done = _("Fatto: il recesso è scritto nel libro degli associati. Grazie del tempo insieme.")
    return _told(request, lambda: leaving.withdraw(member, by=request.user, now=timezone.now()), done)


@audience()
@require_safe
def fee_receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt of a payment of one's own family, or of any for who keeps the book."""
    rows = FeePayment.objects.visible_to(request.user).select_related("organization", "fee__decision")
    payment = get_object_or_404(rows, pk=pk)
    if keeps_members(request.user):
        access_log.record(
            reader=request.user, deed=AccessRecord.Deed.EXPORTED, subject=payment, page=request.path
        )
    name = f"ricevuta-{payment.year}-{payment.number}.pdf"
    return attached_bytes(paying.receipt(payment), name=name, content_type="application/pdf")


def _asked(
    form: ApplyForm,
    book: MemberBook,
    now: Any,
    *,
    applicant: Person | None,
    person: Person | None = None,
) -> bool:
    """Whether it was asked; what is refused is said in the form."""
    try:
        applying.apply(
            book,
            person or form.chosen(),
            reasons=form.cleaned_data["reasons"],
            applicant=applicant,
            is_at_desk=person is not None,
            now=now,
        )
    except GovernanceError as error:
        refuse(form, error)
        return False
    return True


def _told(request: HttpRequest, act: Any, done: str) -> HttpResponse:
    try:
        act()
    except GovernanceError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("governance:membership")


def _own_application_or_404(request: HttpRequest, pk: UUID) -> MembershipApplication:
    row: MembershipApplication = get_object_or_404(page.applications_of(request.user), pk=pk)
    return row


def _book_or_404(pk: int) -> MemberBook:
    return get_object_or_404(MemberBook.objects.select_related("organization"), pk=pk)


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
