"""The matrix of the admin: every table × every role × list, add, change, delete and history, by GET and by POST."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from networking import permissions
from tests.matrix import stage as stages
from tests.matrix.actors import ACTORS, NOBODY, Actor
from tests.matrix.gestione import TABLES, may, sees, writes
from tests.matrix.test_matrix import OPEN, REFUSED, SIGN_IN, UNKNOWN, answer

STAFF = {"desk_operator", "volunteer_coordinator", "secretary", "monitoring_officer", "administrator"}


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker, tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic():
        yield stages.build()
        transaction.set_rollback(True)
    patch.undo()


def expected(actor: Actor, screen: str, label: str) -> str:
    """What the permissions' file and the place of the row say."""
    if actor is NOBODY:
        return SIGN_IN
    if actor.kind not in STAFF or not may(actor, "view", label):
        return REFUSED
    if screen not in {"changelist", "add"} and not sees(actor, label):
        return UNKNOWN
    is_allowed = screen not in {"add", "delete"} or writes(actor, screen, label)
    return OPEN if is_allowed else REFUSED


def address(screen: str, label: str, row: object) -> str:
    name = f"admin:{label.lower().replace('.', '_')}_{screen}"
    return reverse(name, args=[] if screen in {"changelist", "add"} else [row.pk])


@pytest.mark.parametrize("label", TABLES)
@pytest.mark.parametrize("screen", ["changelist", "add", "change", "delete", "history"])
def test_asvs_8_4_1_staff_find_and_open_what_lies_where_they_work(stage, label, screen, record_property):
    record_property("questions", len(ACTORS))
    with transaction.atomic():
        row = TABLES[label].row(stage)
        wrong = {}
        for actor in ACTORS:
            got = answer(stage.clients[actor.name], "get", address(screen, label, row))
            wanted = expected(actor, screen, label)
            # «Not found» tells even less than «not for you».
            if got != wanted and (got, wanted) != (UNKNOWN, REFUSED):
                wrong[actor.name] = f"{got} instead of {wanted}"
        transaction.set_rollback(True)

    assert wrong == {}


@pytest.mark.parametrize("label", TABLES)
def test_asvs_8_3_1_a_direct_post_changes_and_deletes_nothing_that_is_not_theirs(
    stage, label, record_property
):
    model = apps.get_model(label)
    with transaction.atomic():
        row = TABLES[label].row(stage)
        before = model._base_manager.filter(pk=row.pk).values().get()
        wrong = {}
        strangers = [actor for actor in ACTORS if not (sees(actor, label) and writes(actor, "change", label))]
        record_property("questions", 2 * len(strangers))
        for actor in strangers:
            client = stage.clients[actor.name]
            for page, data in [("change", {}), ("delete", {"post": "yes"})]:
                if page == "delete" and sees(actor, label) and writes(actor, "delete", label):
                    continue
                got = client.post(address(page, label, row), data)
                after = model._base_manager.filter(pk=row.pk).values().first()
                if got.status_code not in {302, 403, 404} or after != before:
                    wrong[f"{page} as {actor.name}"] = got.status_code
        transaction.set_rollback(True)

    assert wrong == {}


@pytest.mark.parametrize("label", [label for label in TABLES if TABLES[label].lies == "in Zone 6"])
def test_asvs_8_4_1_the_list_counts_nothing_of_another_zone(stage, label):
    with transaction.atomic():
        row = TABLES[label].row(stage)
        wrong = {}
        for actor in [actor for actor in ACTORS if may(actor, "view", label)]:
            page = stage.clients[actor.name].get(address("changelist", label, row))
            is_shown = page.context["cl"].queryset.filter(pk=row.pk).exists()
            if is_shown != sees(actor, label):
                wrong[actor.name] = is_shown
        transaction.set_rollback(True)

    assert wrong == {}


def test_every_table_of_the_admin_is_in_the_matrix():
    assert set(TABLES) == {model._meta.label for model in admin.site._registry}
    assert set(TABLES) <= set(permissions.rules())
