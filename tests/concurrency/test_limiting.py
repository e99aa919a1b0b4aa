"""Two operators write a decree on one tie in the same instant: the second sees what the first wrote."""

from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from networking import limiting
from networking.models import Guardianship
from tests import factories
from tests.concurrency.racing import together

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30


@pytest.fixture
def tie():
    child = factories.human("Ada Vagni", birth_date=factories.day("2018-03-04"))
    return factories.tie(factories.human("Marta Vagni"), child)


def ties():
    rows = Guardianship.objects.for_everyone(reason="prova").order_by("starts_on", "pk")
    return list(rows.values_list("can_book", "can_collect", "ends_on"))


def limit(tie, *, can_book, can_collect):
    rights, document = limiting.Rights(can_book, can_collect), factories.document()
    today = timezone.localdate()
    return lambda: limiting.change_rights(tie, rights, on=today, until=None, document=document)


def limited_by_two(tie):
    return together(
        limit(tie, can_book=False, can_collect=True), limit(tie, can_book=True, can_collect=False)
    )


def test_of_two_limits_at_once_one_holds_and_who_was_slower_is_told(tie):
    found = limited_by_two(tie)

    assert sorted(type(each).__name__ for each in found) == ["NoneType", "ValidationError"]
    before, now_ = ties()
    assert before == (True, True, timezone.localdate())
    assert now_ in {(False, True, None), (True, False, None)}


def test_without_holding_the_tie_who_was_slower_would_not_be_told(tie, monkeypatch):
    """Negative control."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())
    read, refuse = Barrier(2), limiting.answering.refuse_own_family

    def read_together(*args):
        read.wait(PATIENCE)
        refuse(*args)

    monkeypatch.setattr(limiting.answering, "refuse_own_family", read_together)

    found = limited_by_two(tie)
    assert not any(isinstance(each, ValidationError) for each in found), (found, ties())


def test_who_limits_what_a_colleague_has_just_taken_away_is_told(tie):
    document = factories.document()
    limiting.end(tie, on=tie.starts_on, document=document)

    with pytest.raises(ValidationError, match="collega"):
        limit(tie, can_book=False, can_collect=True)()
