"""Somebody of seventeen of whom we know no parent is told, where they are, to come to the desk with one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import RoleKind
from networking.rules import years_before
from tests import factories, volunteering

pytestmark = pytest.mark.django_db
APPLY, MINE = reverse("volunteers:apply"), reverse("volunteers:path")
ALONE = "non sappiamo ancora chi risponde di te"


@pytest.fixture
def zoe(norcia):
    user = factories.person("zoe@example.org", RoleKind.CITIZEN, lives_in=norcia, full_name="Zoe Ng")
    user.person.birth_date = years_before(timezone.localdate(), 17)
    user.person.save()
    return user


def read(user, address):
    return factories.signed_in(user).get(address).content.decode()


def test_before_and_after_asking(zoe):
    before = read(zoe, APPLY)
    volunteering.candidate(zoe.person)

    assert ALONE in before
    assert ALONE in read(zoe, MINE)


def test_not_with_a_parent_who_finds_the_question_at_home(zoe):
    factories.tie(factories.human("Ada Ng"), zoe.person)

    assert ALONE not in read(zoe, APPLY)


def test_a_parent_who_no_longer_answers_does_not_count(zoe):
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.tie(factories.human("Ada Ng"), zoe.person, ends_on=yesterday)

    assert ALONE in read(zoe, APPLY)


def test_an_adult_is_not_told(zoe):
    zoe.person.birth_date = years_before(timezone.localdate(), 18)
    zoe.person.save()

    assert ALONE not in read(zoe, APPLY)
