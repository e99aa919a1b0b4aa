"""What the database promises of expenses, whoever writes (art. 17, commi 3-4, D.Lgs. 117/2017)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from networking.models import RoleKind
from tests import expenses, factories, volunteering
from volunteers.models import ExpenseItem

pytestmark = pytest.mark.django_db
DAY = expenses.DAY
LATER = expenses.NOW + timedelta(days=7)


@pytest.fixture
def marta():
    return volunteering.able()


@pytest.fixture
def item(marta):
    return expenses.item()


@pytest.fixture
def boss(norcia):
    return factories.person("decide@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


def refused_for(promise):
    return pytest.raises(IntegrityError, match=promise)


def change(claim, **fields):
    expenses.claims().filter(pk=claim.pk).update(**fields)


def approve(claim, by):
    change(claim, state="approved", decided_at=expenses.NOW, decided_by=by)


def test_ten_euros_a_day_on_ones_word_and_not_a_cent_more(marta, item):
    expenses.claim(marta, item, amount=Decimal("7.00"))
    expenses.claim(marta, item, amount=Decimal("3.00"))

    with refused_for("ten_euros_a_day"):
        expenses.claim(marta, item, amount=Decimal("0.01"))


def test_a_hundred_and_fifty_euros_a_month_on_ones_word(marta, item):
    for day in range(1, 16):
        expenses.claim(marta, item, day=date(2026, 10, day), amount=10)

    expenses.claim(marta, item, day=date(2026, 11, 1), amount=10)
    expenses.claim(marta, item, day=date(2026, 9, 30), amount=10)
    with refused_for("a_hundred_and_fifty_euros_a_month"):
        expenses.claim(marta, item, day=date(2026, 10, 31), amount=Decimal("0.01"))


def test_what_was_taken_back_or_refused_leaves_its_room(marta, item, boss):
    change(expenses.claim(marta, item, amount=10), state="withdrawn")
    refused = expenses.claim(marta, item, amount=10)
    change(refused, state="refused", decided_at=expenses.NOW, decided_by=boss, reason="Non era di turno.")

    assert expenses.claim(marta, item, amount=10).state == "handed_in"


def test_another_decision_does_not_open_another_ten_euros(marta, item):
    expenses.claim(marta, item, amount=10)

    with refused_for("ten_euros_a_day"):
        expenses.claim(marta, expenses.item(what="meal"), amount=1)


def test_with_a_receipt_up_to_what_the_decision_says(marta, item):
    expenses.claim(marta, item, kind="documented", amount=25, receipt=expenses.receipt())

    expenses.claim(marta, item, amount=10)
    with refused_for("the_limit_of_the_decision"):
        expenses.claim(marta, item, kind="documented", amount=16, receipt=expenses.receipt())


def test_a_receipt_is_given_back_once(marta, item):
    paper = expenses.receipt()
    expenses.claim(marta, item, kind="documented", receipt=paper)

    with refused_for("receipt"):
        expenses.claim(marta, item, kind="documented", receipt=paper)


def test_documented_means_with_a_receipt(marta, item):
    with refused_for("a_documented_expense_has_its_receipt"):
        expenses.claim(marta, item, kind="documented")


@pytest.mark.parametrize(
    ("fields", "claim", "promise"),
    [
        ({"may_be_self_declared": False}, {}, "this_expense_needs_a_receipt"),
        ({"most_documented": None}, {"kind": "documented"}, "this_expense_is_not_given_back_with_a_receipt"),
        ({}, {"day": date(2025, 12, 31)}, "only_who_is_enrolled|a_decision_holds_that_day"),
        ({}, {"day": date(2026, 11, 26)}, "an_expense_was_made_already"),
        ({}, {"amount": 0}, "an_expense_is_more_than_nothing"),
        ({}, {"what_for": ""}, "an_expense_says_what_for"),
        ({}, {"state": "approved"}, "an_expense_is_handed_in_first"),
    ],
)
def test_what_no_decision_gives_back_is_refused(marta, fields, claim, promise):
    if claim.get("kind") == "documented":
        claim = {**claim, "receipt": expenses.receipt()}

    with refused_for(promise):
        expenses.claim(marta, expenses.item(**fields), **claim)


@pytest.mark.parametrize("days", [-1, 1])
def test_a_decision_begins_and_ends(marta, days):
    item = expenses.item(decision=expenses.decision(valid_from=DAY, valid_until=DAY + timedelta(days=1)))
    expenses.claim(marta, item)

    with refused_for("a_decision_holds_that_day"):
        expenses.claim(marta, item, day=DAY + timedelta(days=days), handed_in_at=LATER)


def test_an_activity_that_the_decision_does_not_name(marta, item):
    with refused_for("a_decision_names_the_activity"):
        expenses.claim(marta, item, activity=volunteering.kind())


def test_who_is_not_in_the_register_is_given_nothing_back(item):
    with refused_for("only_who_is_enrolled"):
        expenses.claim(volunteering.candidate(), item)


def test_who_is_in_the_register_of_another_ente_is_given_nothing_back(marta):
    other = expenses.decision(organization=factories.organization())

    with refused_for("only_who_is_enrolled"):
        expenses.claim(marta, expenses.item(decision=other))


def test_who_has_ceased_is_given_back_only_what_was_before(marta, item):
    [line] = type(volunteering.section())._base_manager.get().entries.for_everyone(reason="prova")
    volunteering.line(marta.person, event="cessation", about=line, effective_on=DAY)

    expenses.claim(marta, item, day=DAY - timedelta(days=1))
    with refused_for("only_who_is_enrolled"):
        expenses.claim(marta, item)


def test_somebody_elses_turn_is_no_reason(marta, item, norcia):
    turn = volunteering.request(norcia, kind=item.decision.activities.get(), local_date=DAY)
    row = volunteering.assign(volunteering.able(), turn)

    with refused_for("the_turn_of_an_expense_is_theirs"):
        expenses.claim(marta, item, assignment=row)


def test_nobody_decides_their_own(boss, item):
    own = expenses.claim(volunteering.able(boss.person), item)

    with refused_for("nobody_decides_their_own_expense"):
        approve(own, boss)


def test_who_wrote_it_for_somebody_does_not_decide_it(marta, boss, item):
    claim = expenses.claim(marta, item, handed_in_by_id=boss.pk)

    with refused_for("who_wrote_an_expense_does_not_decide_it"):
        approve(claim, boss)


def test_nobody_pays_their_own(boss, administrator, item):
    own = expenses.claim(volunteering.able(boss.person), item)
    approve(own, administrator)

    with refused_for("nobody_decides_their_own_expense"):
        change(own, state="paid", paid_on=DAY, paid_by=boss)


@pytest.mark.parametrize(
    ("fields", "promise"),
    [
        ({"amount": 1}, "what_was_asked_stays"),
        ({"state": "handed_in", "decided_at": None, "decided_by": None}, "a_decided_expense_stays"),
        ({"state": "withdrawn", "decided_at": None, "decided_by": None}, "a_decided_expense_stays"),
        ({"reason": "altro"}, "a_decided_expense_stays"),
    ],
)
def test_what_is_decided_is_never_changed(marta, boss, item, fields, promise):
    claim = expenses.claim(marta, item)
    approve(claim, boss)

    with refused_for(promise):
        change(claim, **fields)


def test_accounts_are_kept_ten_years(marta, item):
    claim = expenses.claim(marta, item)

    with refused_for("accounts_are_kept_ten_years"):
        expenses.claims().filter(pk=claim.pk).delete()


@pytest.mark.parametrize("fields", [{"most_documented": 100}, {"may_be_self_declared": False}])
def test_what_was_used_of_a_decision_is_never_rewritten(marta, item, fields):
    expenses.claim(marta, item)

    with refused_for("a_decision_in_use_stays"):
        ExpenseItem.objects.update(**fields)


def test_a_decision_in_use_may_only_end_later_than_its_last_day(marta, item):
    expenses.claim(marta, item)
    decision = type(item.decision).objects.filter(pk=item.decision.pk)
    decision.update(valid_until=DAY + timedelta(days=1))

    with refused_for("a_decision_in_use_stays"):
        decision.update(valid_until=DAY)


def test_an_activity_in_use_stays_in_its_decision(marta, item):
    claim = expenses.claim(marta, item)

    with refused_for("a_decision_in_use_stays"):
        item.decision.activities.remove(claim.activity)


def test_an_item_in_use_is_not_deleted(marta, item):
    expenses.claim(marta, item)

    with pytest.raises(ProtectedError):
        item.delete()
