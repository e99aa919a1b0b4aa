"""One person at the desk: registering, reading, correcting, printing. Each reading is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking import access_log, answering, blocks, pdf, registering
from networking.access import audience
from networking.models import AccessRecord, Person, Role
from networking.models.persons import FOLLOW_PEOPLE
from networking.outbox import call_outcomes
from networking.outbox.letters import envelopes
from networking.person_forms import DeskPersonForm
from networking.residence import postal_lines

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest

    from networking.models import User

Deed = AccessRecord.Deed


def person_or_404(user: User, pk: UUID) -> Person:
    """Somebody of one's own territory; of anybody else one may not even know."""
    followed = Person.objects.followed_by(user).select_related("comune__zone", "zone", "account")
    return get_object_or_404(followed, pk=pk)


@audience(*FOLLOW_PEOPLE)
@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All that the desk knows of somebody."""
    subject = person_or_404(request.user, pk)
    _write_down(request, Deed.READ, subject)
    today = timezone.localdate()
    roles = Role.objects.filter(user=subject.account_id).held_on(today).select_related("zone", "comune")
    ties = answering.ties_of(subject, known_to=request.user, day=today)
    context = {
        "person": subject,
        "today": today,
        "roles": roles,
        "ties": ties,
        "postal_lines": postal_lines(subject),
        "wrong_number": call_outcomes.wrong_number_of(subject),
        "blocks": blocks.draw(settings.DESK_PERSON_BLOCKS, request, person=subject),
        "wrong_address_since": envelopes.wrong_addresses([subject]).get(subject.pk),
    }
    return render(request, "networking/desk_person.html", context)


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Register somebody; with `pk`, who is to answer for that person, already registered."""
    child = person_or_404(request.user, pk) if pk else None
    form = DeskPersonForm(request.POST or None, by=request.user)
    return _keep_or_ask(request, form, {"child": child})


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Correct what is known of somebody."""
    subject = person_or_404(request.user, pk)
    _write_down(request, Deed.READ, subject)
    title = str(subject)
    form = DeskPersonForm(request.POST or None, by=request.user, instance=subject)
    last_change = registering.last_change(subject)
    if request.POST.get("last_change", last_change) != last_change:
        form.add_error(
            None,
            _("Mentre scrivevi qualcun altro ha cambiato questa scheda: guardala di nuovo, poi salva."),
        )
    return _keep_or_ask(request, form, {"person": subject, "title": title, "last_change": last_change})


@audience(*FOLLOW_PEOPLE)
@require_safe
def person_slip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet of paper that the person takes home: never codice fiscale, needs, or who answers for them."""
    subject = person_or_404(request.user, pk)
    _write_down(request, Deed.PRINTED, subject)
    ties = answering.ties_of(subject, known_to=request.user, day=timezone.localdate())
    # Never who answers for them: the paper may be read at home by whoever must not know.
    context = {"person": subject, "zone": subject.followed_by_zone, "children": ties.children}
    content = pdf.render(
        "documents/person_slip.html",
        context,
        written_at=timezone.localtime(),
        is_large_print="grande" in request.GET,
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="promemoria.pdf"'
    return answer


def _keep_or_ask(request: HttpRequest, form: DeskPersonForm, context: dict[str, Any]) -> HttpResponse:
    """Keep what was typed; first say what the operator should know, once."""
    remarks = form.remarks() if form.is_valid() else []
    seen = set(request.POST.getlist("seen"))
    if form.is_valid() and seen.issuperset(remark.key for remark in remarks) and form.keep():
        return redirect(_after_keeping(request, form.instance, context.get("child")))
    if not remarks:
        form.look_at_first_mistake()
    context |= {"form": form, "remarks": remarks, "today": timezone.localdate()}
    return render(request, "networking/desk_person_form.html", context)


def _after_keeping(request: HttpRequest, kept: Person, child: Person | None) -> str:
    """Say what happened; the address where the work goes on."""
    if not kept.is_followed_by(request.user):
        said = _("%(person)s: fatto. Ora la segue lo sportello di «%(zone)s».")
        messages.success(request, said % {"person": kept, "zone": kept.followed_by_zone})
        return reverse("networking:desk_people")
    messages.success(request, _("%(person)s: fatto.") % {"person": kept})
    if child:
        return reverse("networking:desk_guardian_add", args=[child.pk, kept.pk])
    return kept.get_absolute_url()


def _write_down(request: HttpRequest, deed: AccessRecord.Deed, subject: Person) -> None:
    access_log.record(reader=request.user, deed=deed, subject=subject, page=request.path)
