"""Pages of whoever answers for somebody. The log of readings is for who works here: these read what is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from networking import blocks
from networking.access import audience
from networking.models import Guardianship, Person
from networking.person_forms import ChildForm, OwnDataForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from networking.models import User
    from networking.models.persons import GuardianshipQuerySet


def _ties(user: User) -> GuardianshipQuerySet:
    """Those in force today in which `user` answers."""
    ties = Guardianship.objects.of_guardian(user, timezone.localdate())
    return ties.select_related("child__comune__zone", "child__zone")


def _tie_or_404(ties: GuardianshipQuerySet, child: UUID) -> Guardianship:
    tie = ties.filter(child=child).order_by("-can_book", "starts_on").first()
    if tie is None:
        raise Http404
    return tie


@audience()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the next dates, and those for whom one answers."""
    ties = _ties(request.user).order_by("child__birth_date", "child__given_name", "child")
    own = getattr(request.user, "person", None)
    context = {
        "ties": ties,
        "today": timezone.localdate(),
        "zone": own.followed_by_zone if own else None,
        "blocks": blocks.draw(settings.FAMILY_BLOCKS, request),
    }
    return render(request, "networking/family_home.html", context)


@audience()
@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody for whom one answers today: not who else does, which may be a secret of the court's."""
    tie = _tie_or_404(_ties(request.user), pk)
    context = {
        "tie": tie,
        "child": tie.child,
        "today": timezone.localdate(),
        "blocks": blocks.draw(settings.FAMILY_PERSON_BLOCKS, request, tie=tie),
    }
    return render(request, "networking/family_person.html", context)


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep up to date their needs and telephone: for who may also book for them."""
    child = _tie_or_404(_ties(request.user).filter(can_book=True), pk).child
    title = str(child)
    form = ChildForm(request.POST or None, instance=child)
    if form.is_valid():
        form.save()
        messages.success(request, _("Abbiamo salvato quello che hai scritto."))
        return redirect("networking:family_person", pk=child.pk)
    return render(
        request, "networking/family_person_form.html", {"form": form, "child": child, "title": title}
    )


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponse:
    """See and correct one's own data; who has none yet writes them here."""
    subject = _own(request.user)
    form = OwnDataForm(request.POST or None, instance=subject)
    if form.is_valid():
        form.save()
        messages.success(request, _("Abbiamo salvato i tuoi dati."))
        return redirect("networking:own_data")
    return render(request, "networking/own_data.html", {"form": form, "person": subject})


def _own(user: User) -> Person:
    """Who has signed in; a person not yet written, where nobody has said who they are."""
    own = Person.objects.visible_to(user).filter(account=user)
    return own.select_related("comune__zone", "zone").first() or Person(account=user)
