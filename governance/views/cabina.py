"""The first page of who sits in a body, and the place where all papers are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.forms.cabina import ComuneForm, PapersForm
from governance.models import Body
from governance.pages import cabina as page
from networking import papers
from networking.access import audience

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


SHOWN = 25


@audience()
@require_safe
def cabina(request: HttpRequest) -> HttpResponse:
    """What is next, what one has to do, what was decided, which comuni have a voice."""
    form = ComuneForm(request.GET)
    comune = form.cleaned_data["comune"] if form.is_valid() else None
    desk = page.desk(request.user, comune, now=timezone.now())
    return render(request, "governance/cabina.html", {"desk": desk, "form": form})


@login_not_required
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """All the papers that one may have: the public ones, and those of one's own bodies."""
    joined = Body.objects.joined_by(request.user)
    bodies = Body.objects.filter(Q(is_public=True) | Q(pk__in=joined.values("pk")))
    kinds = [(each.key, each.label) for each in papers.sources()]
    form = PapersForm(request.GET, bodies=bodies, kinds=kinds)
    asked, kind = form.asked()
    shown = Paginator(papers.papers(request.user, asked, kind=kind), SHOWN).get_page(
        request.GET.get("pagina")
    )
    query = request.GET.copy()
    query.pop("pagina", None)
    context = {"form": form, "page": shown, "paging_url": f"?{query.urlencode()}&" if query else "?"}
    return render(request, "governance/documents.html", context)
