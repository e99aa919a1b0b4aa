"""At the desk: who answers for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking import access_log, answering, limiting
from networking.access import audience
from networking.guardianship_forms import EndingForm, GuardianshipForm, RightsForm
from networking.models import AccessRecord, Guardianship, Person
from networking.models.persons import FOLLOW_PEOPLE

from .finding import LONGEST_QUESTION
from .people import person_or_404

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import User

MOST_FOUND = 20


@audience(*FOLLOW_PEOPLE)
@require_safe
def find(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Find, among the people of one's own territory, who answers for this one."""
    child = person_or_404(request.user, pk)
    words = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    found: list[Person] = []
    if words:
        others = Person.objects.followed_by(request.user).exclude(pk=child.pk).matching(words)
        found = list(others.select_related("comune", "zone").in_order()[: MOST_FOUND + 1])
        access_log.record(
            reader=request.user,
            deed=AccessRecord.Deed.LISTED,
            subject=Person,
            rows=len(found[:MOST_FOUND]),
            page=request.path,
        )
    context = {
        "child": child,
        "words": words,
        "found": found[:MOST_FOUND],
        "are_too_many": len(found) > MOST_FOUND,
        "today": timezone.localdate(),
    }
    return render(request, "networking/desk_guardian_find.html", context)


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: UUID, guardian: UUID) -> HttpResponse:
    """Write that one answers for the other: both of one's own territory."""
    child, guardian_person = person_or_404(request.user, pk), person_or_404(request.user, guardian)
    if child == guardian_person:
        raise Http404
    tie = Guardianship(child=child, guardian=guardian_person)
    form = GuardianshipForm(request.POST or None, instance=tie)
    if form.is_valid() and _begin(form, request.user):
        said = _("Da oggi risulta che %(guardian)s risponde per %(child)s.")
        messages.success(request, said % {"guardian": guardian_person, "child": child})
        return redirect(child)
    return render(
        request,
        "networking/desk_guardian_form.html",
        {"form": form, "child": child, "guardian": guardian_person},
    )


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From a day on, somebody no longer answers for somebody of one's own territory."""
    tie = _tie_or_404(request.user, pk)
    form = EndingForm(request.POST or None, tie=tie)
    if form.is_valid() and _write(form, limiting.end, tie, request.user, on=form.cleaned_data["ends_on"]):
        said = _("Fatto: %(guardian)s non risponde più per %(child)s dal %(day)s.")
        day = f"{form.cleaned_data['ends_on']:%d/%m/%Y}"
        messages.success(request, said % {"guardian": tie.guardian, "child": tie.child, "day": day})
        return redirect(tie.child)
    return render(request, "networking/desk_guardian_end.html", {"form": form, "tie": tie})


@audience(*FOLLOW_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Limit what somebody may do, or give it back, from a day to another."""
    tie = _tie_or_404(request.user, pk)
    form = RightsForm(request.POST or None, tie=tie)
    cells = form.cleaned_data if form.is_valid() else {}
    if cells and _write(
        form, limiting.change_rights, tie, request.user, form.rights, on=cells["on"], until=cells["until"]
    ):
        messages.success(
            request, _("Fatto: i diritti di %(guardian)s sono scritti.") % {"guardian": tie.guardian}
        )
        return redirect(tie.child)
    return render(request, "networking/desk_guardian_rights.html", {"form": form, "tie": tie})


def _tie_or_404(user: User, pk: UUID) -> Guardianship:
    followed = Person.objects.followed_by(user).values("pk")
    ties = Guardianship.objects.visible_to(user).filter(child__in=followed)
    return get_object_or_404(ties.select_related("guardian", "child"), pk=pk)


def _write(
    form: EndingForm | RightsForm, act: Any, tie: Guardianship, user: User, *args: Any, **days: Any
) -> bool:
    """Whether the act was done; the reason stands in the form when not."""
    try:
        act(tie, *args, document=form.document(seen_by=user, now=timezone.now()), **days)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _begin(form: GuardianshipForm, user: User) -> bool:
    """Whether the tie could be written; the reason stands in the form when not."""
    form.write_document(seen_by=user, now=timezone.now())
    try:
        answering.begin(form.instance, by=user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
