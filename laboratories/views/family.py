"""What a family does from its own page: school and class, «oggi non viene», the sheet for the fridge, the rule explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from laboratories import absences, appointments, schools
from laboratories.forms.family import AbsenceForm, ComuneForm, SchoolingForm
from laboratories.models import Presence
from laboratories.pages import fridge
from networking.access import audience
from networking.models import Guardianship, Person

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from networking.models import Comune


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def schooling(request: HttpRequest, pk: UUID) -> HttpResponse:
    """School and class of a child one may book for. The comune is chosen first: its schools are then in the list."""
    ties = Guardianship.objects.of_guardian(request.user, timezone.localdate()).filter(can_book=True)
    child = get_object_or_404(ties.select_related("child"), child=pk).child
    row = schools.of(child)
    comune = _comune_asked(request, child, row)
    form = SchoolingForm(request.POST or None, instance=row, comune=comune)
    if form.is_valid():
        form.keep(child, year=schools.year_name(timezone.localdate()))
        messages.success(request, _("Abbiamo scritto scuola e classe."))
        return redirect("networking:family_person", pk=child.pk)
    chooser = ComuneForm(initial={"comune": comune.slug if comune else ""})
    context = {"form": form, "chooser": chooser, "child": child, "comune": comune}
    return render(request, "laboratories/schooling_form.html", context)


def _comune_asked(request: HttpRequest, child: Person, row: object) -> Comune | None:
    """The one just chosen; else that of the school written before, or where the child lives."""
    if "comune" in request.GET:
        chosen = ComuneForm(request.GET)
        return chosen.cleaned_data["comune"] if chosen.is_valid() else None
    school = getattr(row, "school", None)
    return school.comune if school else child.comune


@audience()
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that somebody will not come, or that they come after all; who may not book reads only."""
    now = timezone.now()
    people = Person.objects.of_family(request.user).values("pk")
    rows = Presence.objects.visible_to(request.user).filter(person__in=people)
    needed = ("person", "booking", *(f"session__{path}" for path in appointments.NEEDS))
    row = get_object_or_404(rows.select_related(*needed), pk=pk)
    form = AbsenceForm(request.POST or None, initial={"reason": row.absence_reason})
    if request.method == "POST" and ("torna" in request.POST or form.is_valid()):
        _write(request, row, form)
        return redirect("networking:family_home")
    context = {
        "form": form,
        "presence": row,
        "when": appointments.when_of(row.session),
        "may_tell": absences.may_tell(row, request.user, now=now) and absences.is_awaited(row),
    }
    return render(request, "laboratories/absence_form.html", context)


def _write(request: HttpRequest, row: Presence, form: AbsenceForm) -> None:
    name = {"name": row.person.given_name}
    now = timezone.now()
    try:
        if "torna" in request.POST:
            absences.take_back(row.pk, by=request.user, now=now)
            messages.success(request, _("Bene: aspettiamo %(name)s.") % name)
        else:
            absences.tell(row.pk, reason=form.cleaned_data["reason"], by=request.user, now=now)
            messages.success(
                request, _("Grazie: chi conduce sa che %(name)s non viene. Il posto resta.") % name
            )
    except absences.AbsenceError as error:
        messages.error(request, str(error))


@audience()
@require_safe
def fridge_sheet(request: HttpRequest) -> HttpResponse:
    """The month of the family on one page of paper."""
    month = fridge.month_asked(request.GET.get("mese", ""), today=timezone.localdate())
    content = fridge.sheet(request.user, month, is_large_print="grande" in request.GET, now=timezone.now())
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="famiglia-{month:%Y-%m}.pdf"'
    return answer


@audience()
@require_safe
def absence_rule(request: HttpRequest) -> HttpResponse:
    """What happens when somebody does not come: said kindly, and before."""
    return render(request, "laboratories/absence_rule.html")
