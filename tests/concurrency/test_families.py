"""What two adults of a family do in the same instant."""

from threading import Barrier

import pytest
from django.db import models
from django.utils import timezone

from networking import inviting
from networking.models import Comune, Guardianship, RoleKind
from tests import factories
from tests.concurrency.racing import together

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30


@pytest.fixture
def norcia(transactional_db):
    return Comune.objects.get(slug="norcia")


@pytest.fixture
def code(norcia):
    """What a mother handed over, and somebody else has overheard."""
    mother = factories.person("madre@example.org", RoleKind.GUARDIAN, lives_in=norcia)
    factories.child_of(mother, "Ada Vagni", comune=norcia)
    now = timezone.now()
    return inviting.invite(inviting.may_invite_for(mother, now=now), email="", now=now)[1]


def adult(name):
    user = factories.person(f"{name}@example.org", RoleKind.CITIZEN)
    user.person.birth_date = factories.day("1980-01-01")
    user.person.save()
    return user


def accepted_by_two(code):
    """Two adults press the same link; both had the page before them, on which it could be accepted."""
    users = [adult(name) for name in ("padre", "altro")]
    return together(*(lambda by=user: inviting.accept(code, by=by, now=timezone.now()) for user in users))


def ties():
    return Guardianship.objects.for_everyone(reason="prova").count()


def test_of_two_who_accept_one_invitation_one_answers_and_the_other_is_told(code):
    found = accepted_by_two(code)

    [told] = [str(each) for each in found if isinstance(each, inviting.InvitationError)]
    assert told == "Questo invito non vale più. Chiedine un altro a chi te l'ha mandato."
    assert ties() == 2


def test_without_holding_the_invitation_both_would_answer(code, monkeypatch):
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    read, refusal = Barrier(2), inviting.refusal_for

    def refuse_together(*args):
        read.wait(PATIENCE)
        return refusal(*args)

    monkeypatch.setattr(inviting, "refusal_for", refuse_together)
    accepted_by_two(code)

    assert ties() == 3
