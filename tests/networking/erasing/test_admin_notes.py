"""What the admin noted by itself of somebody who is erased: their name is in none of it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from networking import limiting
from networking.erasing.person import Asked, erase_person
from networking.models import Channel, Guardianship, RoleKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.REQUIRE_SECOND_FACTOR = False


def notes():
    return " ".join(f"{note.object_repr} {note.change_message}" for note in LogEntry.objects.all())


def erase(person):
    erase_person(person, asked=Asked(Channel.DESK, timezone.now()), now=timezone.now())


def test_a_tie_taken_away_before_leaves_no_name(operator_of_zone_6, norcia):
    """What it told of is no longer a row: its history says whose it was."""
    mother = factories.human("Bruna Cancellata", comune=norcia)
    child = factories.human("Bimba Resta", comune=norcia, birth_date=factories.day("2017-05-01"))
    today = timezone.localdate()
    tie = {"guardian": mother.pk, "child": child.pk, "kind": "parent", "starts_on": f"{today:%d/%m/%Y}"}
    tie |= {"can_book": "on", "can_collect": "on"}
    factories.signed_in(operator_of_zone_6).post("/gestione/networking/guardianship/add/", tie)
    assert "Cancellata" in notes()
    limiting.end(
        Guardianship.objects.for_everyone(reason="prova").get(), on=today, document=factories.document()
    )

    erase(mother)

    assert "Cancellata" not in notes()


def test_who_wrote_for_an_organisation_is_not_named_among_its_changes(as_administrator, norcia):
    writer = factories.person("ente@example.org", RoleKind.PROVIDER_EDITOR, full_name="Bruna Cancellata")
    ente = factories.organization("Ente di prova", comune=norcia)
    rows = "provider_scopes"
    fields = {
        "name": ente.name,
        "slug": ente.slug,
        "kind": ente.kind,
        "comune": norcia.pk,
        f"{rows}-TOTAL_FORMS": 1,
        f"{rows}-INITIAL_FORMS": 0,
        f"{rows}-0-organization": ente.pk,
        f"{rows}-0-role": writer.roles.get().pk,
    }
    page = f"/gestione/services/organization/{ente.pk}/change/"
    assert as_administrator.post(page, fields).status_code == 302
    assert ente.provider_scopes.count() == 1
    assert "Bruna Cancellata" in as_administrator.get(page).content.decode()

    erase(writer.person)

    assert "Ente di prova" in notes()
    assert "Cancellata" not in notes()
