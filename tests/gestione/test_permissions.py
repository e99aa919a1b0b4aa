"""The file that says what each role may do, and that nothing else is asked."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission

from networking.admin import ScopedAdmin, ScopedInline
from networking.models import STAFF_KINDS, Role, RoleKind
from networking.permissions import VERBS, kinds_that, rules
from services.models import Service
from tests import factories

PAGES = admin.site._registry.items()
INLINES = [(inline.model, inline) for _model, page in PAGES for inline in page.inlines]


def test_every_table_that_the_admin_shows_is_in_the_file():
    shown = {model._meta.label for model, _page in [*PAGES, *INLINES]}

    assert set(rules()) == shown


def test_every_page_and_every_row_inside_one_obeys_the_scope():
    assert [model for model, page in PAGES if not isinstance(page, ScopedAdmin)] == []
    assert [model for model, inline in INLINES if not issubclass(inline, ScopedInline)] == []


def test_the_file_names_only_staff_and_known_verbs():
    for kinds in rules().values():
        assert set(kinds) <= STAFF_KINDS
        assert all(verbs <= set(VERBS) for verbs in kinds.values())


def test_whoever_changes_or_adds_also_sees():
    blind = [
        (label, kind)
        for label, kinds in rules().items()
        for kind, verbs in kinds.items()
        if "view" not in verbs
    ]

    assert blind == []


def test_people_and_mails_and_roles_are_deleted_by_nobody():
    kept = ["networking.User", "networking.Person", "networking.Role", "networking.Notice"]

    assert not any("delete" in verbs for label in kept for verbs in rules()[label].values())


def test_what_no_role_may_do_not_even_a_superuser_does_here(as_administrator, administrator, citizen):
    assert as_administrator.get(f"/gestione/networking/user/{citizen.pk}/delete/").status_code == 403
    assert (
        as_administrator.post(f"/gestione/networking/person/{citizen.person.pk}/delete/").status_code == 403
    )


def test_nothing_can_be_deleted_by_the_dozen():
    assert "delete_selected" not in dict(admin.site.actions)


@pytest.mark.parametrize("kind", RoleKind)
def test_asvs_8_2_1_only_staff_enter(kind, db):
    client = factories.signed_in(factories.person("x@example.org", kind, everywhere=True))

    assert (client.get("/gestione/").status_code == 200) is (kind in STAFF_KINDS)


@pytest.mark.parametrize("kind", sorted(STAFF_KINDS))
@pytest.mark.parametrize("model", [model for model, _page in PAGES], ids=lambda model: model.__name__)
def test_asvs_8_2_1_each_role_opens_the_lists_it_may_see_and_no_other(kind, model, db):
    client = factories.signed_in(factories.person("x@example.org", kind, everywhere=True))

    status = client.get(f"/gestione/{model._meta.app_label}/{model._meta.model_name}/").status_code

    assert status == (200 if kind in kinds_that("view", model) else 403)


def test_a_group_or_a_single_permission_gives_nothing(citizen):
    everything = Permission.objects.all()
    citizen.user_permissions.set(everything)
    group = Group.objects.create(name="tutto")
    group.permissions.set(everything)
    citizen.groups.add(group)

    assert not citizen.has_perm("services.change_service")
    assert not citizen.has_module_perms("services")


def test_asvs_8_3_2_a_role_taken_away_is_gone_at_the_next_request(operator_of_zone_6, as_operator_6):
    assert as_operator_6.get("/gestione/services/service/").status_code == 200

    Role.objects.filter(user=operator_of_zone_6).delete()

    assert as_operator_6.get("/gestione/services/service/").status_code == 302


def test_a_role_that_is_over_gives_nothing(operator_of_zone_6):
    operator_of_zone_6.roles.update(ends_on=factories.day("2026-02-01"))

    assert not operator_of_zone_6.has_perm("services.view_service")
    assert operator_of_zone_6.scope(*kinds_that("view", Service)) == operator_of_zone_6.scope()
