"""Who asks for company, for themselves or for somebody: heard, seen by who coordinates there, and not too often."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networking.attention import waiting_for
from networking.models import RoleKind
from tests import factories
from volunteers.models import CompanionshipWish

pytestmark = pytest.mark.django_db
LIST = "/volontariato/compagnia/"


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, zone=norcia.zone)


@pytest.fixture
def desk(coordinator):
    return factories.signed_in(coordinator)


def wish(client, norcia, **fields):
    values = {"name": "Ida Sola", "phone": "0743 000111", "comune": norcia.pk, "words": "", **fields}
    return client.post("/compagnia/", values)


def wishes():
    return CompanionshipWish.objects.for_everyone(reason="prova")


def test_anybody_asks_for_company_and_who_coordinates_there_sees_it(norcia, foligno, desk, coordinator):
    wish(Client(), norcia)

    assert "Ida Sola" in desk.get(LIST).content.decode()
    assert "1 persona vorrebbe compagnia" in " ".join(
        each.sentence for each in waiting_for(coordinator, now=timezone.now())
    )
    far = factories.person("lontano@example.org", RoleKind.VOLUNTEER_COORDINATOR, zone=foligno.zone)
    assert "Ida Sola" not in factories.signed_in(far).get(LIST).content.decode()
    answer = reverse("volunteers:wish_answer", args=[wishes().get().pk])
    assert factories.signed_in(far).post(answer, {"stato": "closed"}).status_code == 404
    desk.post(answer, {"stato": "called"})
    assert wishes().get().state == "called"


@pytest.mark.parametrize(
    "fields", [{"asked_by": "Marta, la figlia"}, {"is_for_another": "on"}], ids=["unasked", "unnamed"]
)
def test_nobody_is_asked_for_without_their_yes_and_a_name(norcia, fields):
    wish(Client(), norcia, **fields)

    assert not wishes().exists()


def test_who_asks_too_often_waits(norcia):
    client = Client()
    for _again in range(6):
        answer = wish(client, norcia)

    assert "troppi messaggi" in answer.content.decode()
    assert wishes().count() == 5
