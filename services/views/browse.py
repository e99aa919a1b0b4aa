"""Lists one can walk through without searching: categories, topics, situations, organisations."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from networking.views.public import COMUNE_COOKIE
from services.forms import NearMeForm
from services.models import Category, LifeSituation, Organization, Service, Topic
from services.views.paging import listing, page_of


@login_not_required
@require_safe
def category_list(request: HttpRequest) -> HttpResponse:
    roots = Category.objects.roots().with_children()
    return render(request, "services/category_list.html", {"roots": roots})


@login_not_required
@require_safe
def category_detail(request: HttpRequest, slug: str) -> HttpResponse:
    category = get_object_or_404(Category.objects.select_related("parent"), slug=slug)
    context = {
        "category": category,
        "children": category.children.all(),
        "near_form": _near_form(request, [category.slug]),
        **listing(Service.objects.published().in_categories([category]), request),
    }
    return render(request, "services/category_detail.html", context)


@login_not_required
@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    topics = Topic.objects.with_categories()
    return render(request, "services/topic_list.html", {"topics": topics})


@login_not_required
@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    categories = topic.categories.select_related("parent")
    context = {
        "topic": topic,
        "near_form": _near_form(request, [each.slug for each in categories]),
        **listing(Service.objects.published().in_categories(categories), request),
    }
    return render(request, "services/topic_detail.html", context)


@login_not_required
@require_safe
def situation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    situation = get_object_or_404(LifeSituation, slug=slug)
    categories = list(situation.categories.all())
    context = {
        "situation": situation,
        "categories": categories,
        "near_form": _near_form(request, [each.slug for each in categories]),
        **listing(Service.objects.published().in_categories(categories), request),
    }
    return render(request, "services/situation_detail.html", context)


def _near_form(request: HttpRequest, categories: list[str]) -> NearMeForm:
    """The way to the search, with the remembered comune offered."""
    remembered = request.COOKIES.get(COMUNE_COOKIE, "")
    return NearMeForm(initial={"comune": remembered, "categoria": categories})


@login_not_required
@require_safe
def organization_list(request: HttpRequest) -> HttpResponse:
    page = page_of(Organization.objects.select_related("comune").order_by("name", "id"), request)
    return render(request, "services/organization_list.html", {"page": page, "paging_url": "?"})


@login_not_required
@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.select_related("comune__zone"), slug=slug)
    context = {
        "organization": organization,
        **listing(organization.services.published(), request),
    }
    return render(request, "services/organization_detail.html", context)
