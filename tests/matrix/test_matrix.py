"""The matrix: every address × every role, by GET and by POST, right and wrong zone, family and organisation.

What must come back is computed from two sources only: the audience the view declares, and whose the row is. 404, not
403, for a row one may not know of; 403 for a page meant for other roles; the sign-in page for who has not signed in.
"""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from networking.access import audience
from tests.matrix import stage as stages
from tests.matrix.actors import ACTORS, NOBODY, THERE, Actor
from tests.matrix.routes import (
    SIGN_IN_TO_SEND,
    SOMETIMES_ABSENT,
    Route,
    UnclassifiedError,
    classify,
    route_of,
)

OPEN, SIGN_IN, REFUSED, UNKNOWN = "open", "sign in", "refused", "unknown"
NO_METHOD = "no such method"
METHODS = ("get", "post")
ROUTES, UNSAID = classify()


@pytest.fixture(scope="module")
def media(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
    yield
    patch.undo()


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, media):
    """Built once for all the questions: each of them is undone by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield stages.build()
        transaction.set_rollback(True)


def expected(route: Route, actor: Actor, method: str = "get") -> str:
    """What the rules say."""
    asks_who = method == "post" and route.name in SIGN_IN_TO_SEND
    if actor is NOBODY and (asks_who or not route.is_public):
        return SIGN_IN
    if route.audience and actor.kind not in route.audience and not actor.is_superuser:
        return REFUSED
    if route.knows and not route.knows(actor):
        return UNKNOWN
    return OPEN


def answer(client: Client, method: str, address: str) -> str:
    """What the portal says; nothing that the request did stays."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code == 302 and response.url.startswith("/accedi/?"):
        return SIGN_IN
    if response.status_code == 302 and response.url.startswith("/gestione/login/"):
        # The admin sends whoever may not enter to its own sign-in, which refuses who has signed in already.
        return REFUSED
    known = {403: REFUSED, 404: UNKNOWN, 405: NO_METHOD}
    return known.get(response.status_code, OPEN if response.status_code < 500 else "broken")


def asked_by(route: Route) -> list[Actor]:
    """Who asks: everybody; of a page open to all, whose rows are nobody's, each role once."""
    if route.is_public and route.knows is None:
        return [actor for actor in ACTORS if actor.side != THERE and not actor.is_superuser]
    return ACTORS


def agrees(got: str, wanted: str, route: Route) -> bool:
    """Whether the answer is what the rules say. A page that takes no POST says so whatever row is asked for."""
    if got == NO_METHOD:
        return wanted in {OPEN, UNKNOWN}
    if got == UNKNOWN and route.name in SOMETIMES_ABSENT:
        return wanted == OPEN
    return got == wanted


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_asvs_8_2_1_every_role_gets_what_the_rules_say(route, stage, record_property):
    address = reverse(route.name, kwargs=route.arguments(stage.rows) if route.arguments else None)
    wrong = {}
    record_property("questions", len(asked_by(route)) * len(METHODS))
    for actor in asked_by(route):
        client = stage.clients[actor.name]
        for method in METHODS:
            got, wanted = answer(client, method, address), expected(route, actor, method)
            if not agrees(got, wanted, route):
                wrong[f"{method} as {actor.name}"] = f"{got} instead of {wanted}"

    assert wrong == {}


def test_every_address_is_classified():
    assert UNSAID == []


def test_the_matrix_asks_every_address_with_every_role():
    assert {actor.kind for actor in ACTORS if actor.kind} == set(stages.RoleKind)
    assert len(ROUTES) == len({route.name for route in ROUTES})
    assert sum(len(asked_by(route)) for route in ROUTES) * len(METHODS) > 4000


def test_an_address_without_an_audience_is_refused_by_the_matrix():
    with pytest.raises(UnclassifiedError, match="no audience"):
        route_of("networking:new_page", lambda request: None, set())


def test_an_address_whose_row_is_not_said_is_refused_by_the_matrix():
    view = audience()(lambda request: None)

    with pytest.raises(UnclassifiedError, match="what it is asked with"):
        route_of("networking:new_page", view, {"uuid"})


def test_a_view_that_forgets_to_ask_whose_the_row_is_would_be_found(stage, monkeypatch):
    """The matrix can fail: a view that shows any organisation's page to any editor."""
    from services.models import Organization

    monkeypatch.setattr(type(Organization.objects.all()), "edited_by", lambda rows, _user, _day: rows)
    [route] = [route for route in ROUTES if route.name == "services:provider_detail"]
    stranger = next(actor for actor in ACTORS if actor.name == "provider_editor-there")
    address = reverse(route.name, kwargs=route.arguments(stage.rows))

    assert answer(stage.clients[stranger.name], "get", address) != expected(route, stranger)
