"""Every change leaves its row, whoever makes it and however; what may not be kept is not."""

import json

import pytest
from django.apps import apps
from django.db import connection

from networking.models import Guardianship, Person, Role, RoleKind, User
from tests import factories

EVERY = "una prova"


def history(label, **conditions):
    model = apps.get_model("networking", f"{label}Event")
    return [event.pgh_label for event in model._base_manager.filter(**conditions).order_by("pgh_id")]


def test_a_save_a_bulk_change_raw_sql_and_a_deletion_are_all_seen(norcia):
    person = factories.human(comune=norcia)
    person.phone = "1"
    person.save()
    Person.objects.for_everyone(reason=EVERY).update(phone="2")
    connection.cursor().execute("UPDATE networking_person SET phone = '3'")
    person.delete()

    assert history("Person") == ["insert", "update", "update", "update", "delete"]


def test_rows_made_in_bulk_are_seen(norcia):
    Person.objects.bulk_create(Person(given_name="A", family_name=str(each)) for each in range(5))

    assert history("Person") == ["insert"] * 5


def test_new_needs_are_seen_and_their_words_are_not_kept(norcia):
    person = factories.human(comune=norcia, needs="celiachia", codice_fiscale="RSSMRA80A01H501U")
    person.needs = "altro"
    person.save()

    columns = {field.name for field in apps.get_model("networking", "PersonEvent")._meta.fields}
    assert history("Person") == ["insert", "update"]
    assert not columns & {"needs", "codice_fiscale", "codice_fiscale_index"}


def test_a_sign_in_is_no_change_and_a_password_is_one_without_its_digest(citizen, client):
    client.post("/accedi/", {"login": citizen.email, "password": factories.PASSWORD})
    before = history("User", pgh_obj_id=citizen.pk)
    citizen.set_password("un'altra-password-lunga")
    citizen.save()

    columns = {field.name for field in apps.get_model("networking", "UserEvent")._meta.fields}
    assert before == ["insert"]
    assert history("User", pgh_obj_id=citizen.pk) == ["insert", "update"]
    assert "password" not in columns


@pytest.mark.parametrize("label", ["Role", "Guardianship"])
def test_who_gives_and_takes_rights_is_kept(citizen, label):
    factories.child_of(citizen)
    Role.objects.filter(user=citizen).delete()
    Guardianship.objects.for_everyone(reason=EVERY).delete()

    assert history(label) == ["insert", "delete"]


def test_a_change_through_a_page_says_who_made_it_and_where(administrator, as_administrator):
    user = factories.person("chi@example.org", RoleKind.CITIZEN)
    page = f"/gestione/networking/role/{user.roles.get().pk}/change/"
    form = {"kind": "citizen", "starts_on": "01/01/2026", "ends_on": "31/12/2027"}

    as_administrator.post(page, form | {"user": user.pk})

    event = apps.get_model("networking", "RoleEvent")._base_manager.get(pgh_label="update")
    context = event.pgh_context if isinstance(event.pgh_context, dict) else json.loads(event.pgh_context)
    assert context["user"] == str(administrator.pk)
    assert context["url"] == page


def test_a_reading_leaves_no_change(as_citizen, citizen):
    before = history("User")
    as_citizen.get("/profilo/")

    assert history("User") == before
    assert User.objects.get(pk=citizen.pk).is_active
