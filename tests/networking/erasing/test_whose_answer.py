"""Who may answer a request to be erased: whoever follows the person today, and could close their access."""

import pytest
from django.utils import timezone

from networking.erasing import requests
from networking.models import ErasureRequest, Person, RoleKind, User, Zone
from tests import factories

from .test_requests import everything, page_of

pytestmark = pytest.mark.django_db

YES = {"decision": "erased", "is_sure": "on"}
BEYOND = "ha un ruolo che non puoi togliere, oppure sei tu"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def administrator_of_zone_6():
    zone = Zone.objects.get(number=6)
    return factories.person("amministra6@example.org", RoleKind.ADMINISTRATOR, zone=zone)


def asked_by_desk(user, operator):
    return requests.ask(
        Person.objects.for_everyone(reason="prova").get(account=user), by=operator, now=timezone.now()
    )


def move(user, comune):
    Person.objects.for_everyone(reason="prova").filter(account=user).update(comune=comune)


@pytest.mark.parametrize("extra", [{}, {"is_superuser": True}])
def test_a_zone_erases_nobody_who_works_above_it(administrator_of_zone_6, operator_of_zone_6, norcia, extra):
    above = factories.person(
        "capo@example.org", RoleKind.ADMINISTRATOR, everywhere=True, lives_in=norcia, **extra
    )
    asked = asked_by_desk(above, operator_of_zone_6)

    answer = factories.signed_in(administrator_of_zone_6).post(page_of(asked), YES)

    assert BEYOND in answer.content.decode()
    assert User.objects.filter(pk=above.pk).exists()
    assert everything().get().decided_at is None


def test_nobody_says_yes_to_oneself(administrator_of_zone_6, operator_of_zone_6, norcia):
    move(administrator_of_zone_6, norcia)
    asked = asked_by_desk(administrator_of_zone_6, operator_of_zone_6)

    answer = factories.signed_in(administrator_of_zone_6).post(page_of(asked), YES)

    assert BEYOND in answer.content.decode()
    assert User.objects.filter(pk=administrator_of_zone_6.pk).exists()


def test_an_operator_of_the_zone_is_erased_by_it(administrator_of_zone_6, operator_of_zone_6, norcia):
    operator = factories.person(
        "altra@example.org", RoleKind.DESK_OPERATOR, zone=norcia.zone, lives_in=norcia
    )
    asked = asked_by_desk(operator, operator_of_zone_6)

    factories.signed_in(administrator_of_zone_6).post(page_of(asked), YES)

    assert not User.objects.filter(pk=operator.pk).exists()


def test_asvs_8_4_1_who_moves_is_answered_where_they_live_now(
    administrator_of_zone_6, operator_of_zone_6, operator_of_zone_8, norcia, foligno
):
    emma = factories.human("Emma Anziana", comune=norcia)
    asked = requests.ask(emma, by=operator_of_zone_6, now=timezone.now())
    Person.objects.for_everyone(reason="prova").filter(pk=emma.pk).update(comune=foligno)

    answer = factories.signed_in(administrator_of_zone_6).get(page_of(asked))

    assert answer.status_code == 404
    assert list(ErasureRequest.objects.followed_by(operator_of_zone_8)) == [asked]


def test_what_is_left_of_somebody_erased_stays_with_their_zone(
    administrator_of_zone_6, operator_of_zone_6, operator_of_zone_8, norcia
):
    emma = factories.human("Emma Anziana", comune=norcia)
    asked = requests.ask(emma, by=operator_of_zone_6, now=timezone.now())
    requests.carry_out(asked, by=administrator_of_zone_6, now=timezone.now())

    assert list(ErasureRequest.objects.followed_by(operator_of_zone_6)) == [asked]
    assert not ErasureRequest.objects.followed_by(operator_of_zone_8).exists()
