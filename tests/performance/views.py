"""Bare views: the least that Django does for a page, and the least that it does for a suggestion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.views.decorators.http import require_GET, require_POST

from services.models import Service
from services.search import suggest

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL = engines["django"].from_string(
    "<!doctype html><html lang=it><title>{{ service.title }}</title>"
    "<h1>{{ service.title }}</h1><p>{{ service.summary }}</p></html>"
)

Statement = tuple[str, Any]
_statements: dict[str, list[Statement]] = {}


@login_not_required
@require_GET
def bare(request: HttpRequest) -> HttpResponse:
    """One indexed query and a small template."""
    service = Service.objects.get(slug=request.GET["slug"])
    return HttpResponse(SMALL.render({"service": service}, request))


@login_not_required
@require_GET
def bare_sql(request: HttpRequest) -> JsonResponse:
    """The statements of a suggestion and nothing else."""
    text = request.GET["q"]
    if text not in _statements:
        _statements[text] = statements_of(text)
    return JsonResponse({"rows": run(_statements[text])})


@require_POST
def bare_place(request: HttpRequest) -> HttpResponse:
    """The least that giving a place takes: a conditional UPDATE and an INSERT, for who has signed in."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE bench_seats SET taken = taken + 1 WHERE id = 1 AND taken < capacity")
        cursor.execute("INSERT INTO bench_booked (who) VALUES (%s)", [request.user.pk])
    return redirect("/misure/")


@require_POST
def bare_full(request: HttpRequest) -> HttpResponse:
    """The least that saying «no places» takes: one SELECT, for who has signed in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT capacity - taken FROM bench_seats WHERE id = 2")
        cursor.fetchone()
    return redirect(f"/misure/?chi={request.user.pk}")


def statements_of(text: str) -> list[Statement]:
    """The SQL that proposing lines for `text` takes."""
    found: list[Statement] = []

    def note(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        suggest.suggest(text)
    return found


def run(statements: list[Statement]) -> list[tuple]:
    """The rows of all the statements."""
    rows: list[tuple] = []
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            rows += cursor.fetchall()
    return rows
