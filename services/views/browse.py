"""Lists one can walk through without searching: categories, topics, situations, organisations."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from services.models import Category, LifeSituation, Organization, Service, Topic
from services.views.paging import page_of


@login_not_required
@require_GET
def category_list(request: HttpRequest) -> HttpResponse:
    roots = Category.objects.roots().with_children()
    return render(request, "services/category_list.html", {"roots": roots})


@login_not_required
@require_GET
def category_detail(request: HttpRequest, slug: str) -> HttpResponse:
    category = get_object_or_404(Category.objects.select_related("parent"), slug=slug)
    services = Service.objects.published().in_categories([category]).for_card().order_by("title", "id")
    context = {
        "category": category,
        "children": category.children.all(),
        "page": page_of(services, request.GET.get("pagina")),
    }
    return render(request, "services/category_detail.html", context)


@login_not_required
@require_GET
def topic_list(request: HttpRequest) -> HttpResponse:
    return render(request, "services/topic_list.html", {"topics": Topic.objects.all()})


@login_not_required
@require_GET
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    categories = topic.categories.select_related("parent")
    services = Service.objects.published().in_categories(categories).for_card().order_by("title", "id")
    context = {
        "topic": topic,
        "categories": categories,
        "page": page_of(services, request.GET.get("pagina")),
    }
    return render(request, "services/topic_detail.html", context)


@login_not_required
@require_GET
def situation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    situation = get_object_or_404(LifeSituation, slug=slug)
    categories = situation.categories.all()
    services = Service.objects.published().in_categories(categories).for_card().order_by("title", "id")
    context = {
        "situation": situation,
        "categories": categories,
        "page": page_of(services, request.GET.get("pagina")),
    }
    return render(request, "services/situation_detail.html", context)


@login_not_required
@require_GET
def organization_list(request: HttpRequest) -> HttpResponse:
    organizations = Organization.objects.select_related("comune").order_by("name", "id")
    page = page_of(organizations, request.GET.get("pagina"))
    return render(request, "services/organization_list.html", {"page": page})


@login_not_required
@require_GET
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.select_related("comune__zone"), slug=slug)
    services = organization.services.published().for_card().order_by("title", "id")
    context = {"organization": organization, "page": page_of(services, request.GET.get("pagina"))}
    return render(request, "services/organization_detail.html", context)
