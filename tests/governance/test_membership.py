"""Asking, admitting, refusing, leaving, paying: each act with what the database refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.membership import answering, applying, leaving, paying, reporting
from governance.models import Exclusion, FeePayment, Member, MemberEntry, MembershipApplication
from governance.refusing import GovernanceError
from networking.models import Notice, RoleKind
from tests import factories, membering, poppler

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def book(db):
    return membering.book()


@pytest.fixture
def keeper(db):
    return membering.keeper()


def adult(**fields):
    return factories.human(**{"birth_date": date(1970, 1, 1), "email": "adulta@example.org", **fields})


def told(kind):
    return Notice.objects.for_everyone(reason="prova").filter(kind=kind)


def fresh(row):
    return type(row).objects.for_everyone(reason="prova").get(pk=row.pk)


def test_an_adult_asks_and_is_told_by_when_the_board_answers(book):
    asked = applying.apply(book, adult(), now=NOW, reasons="Ci tengo")

    assert (asked.state, asked.applied_on) == ("applied", TODAY)
    assert asked.answer_by == TODAY + timedelta(days=60)
    assert told("governance.member_applied").count() == 1


def test_lr_g6_a_minor_does_not_ask_alone_who_answers_for_them_does(book):
    guardian = factories.person("madre@example.org", RoleKind.GUARDIAN)
    child = factories.child_of(guardian)

    with pytest.raises(GovernanceError, match="18 anni"):
        applying.apply(book, child, now=NOW)
    with pytest.raises(GovernanceError, match="chi risponde"):
        applying.apply(book, child, applicant=adult(), now=NOW)
    asked = applying.apply(book, child, applicant=guardian.person, now=NOW)

    assert (asked.person, asked.applicant) == (child, guardian.person)


def test_nobody_asks_twice_nor_who_is_in(book):
    person = adult()
    applying.apply(book, person, now=NOW)
    with pytest.raises(GovernanceError, match="già una domanda"):
        applying.apply(book, person, now=NOW)

    member = membering.member(book)
    with pytest.raises(GovernanceError, match="già tra gli associati"):
        applying.apply(book, member.person, now=NOW)


def test_the_board_admits_and_the_book_says_so(book, keeper):
    asked, decision = membering.application(book), membering.decision(book)

    line = fresh(answering.admit(asked.pk, decision, by=keeper, now=NOW))

    assert (line.number, line.decision, line.name) == (1, decision, asked.name)
    assert Member.objects.for_everyone(reason="prova").get().person_id == asked.person_id
    assert fresh(asked).state == "admitted"


@pytest.mark.parametrize("kind", ["control", "cabina"])
def test_only_the_board_or_the_assembly_admits(book, keeper, kind):
    asked, decision = membering.application(book), membering.decision(book, kind)

    with pytest.raises(GovernanceError) as refused:
        answering.admit(asked.pk, decision, by=keeper, now=NOW)

    assert refused.value.field == "decision"
    assert not MemberEntry.objects.for_everyone(reason="prova").exists()


def test_a_refusal_says_why_and_the_assembly_may_change_it(book, keeper):
    asked = membering.application(book)
    with pytest.raises(GovernanceError, match="Scrivi perché"):
        answering.refuse(asked.pk, membering.decision(book), because=" ", now=NOW)
    answering.refuse(asked.pk, membering.decision(book), because="Fuori dallo scopo", now=NOW)

    applying.ask_assembly(asked.pk, now=NOW)
    with pytest.raises(GovernanceError, match="assemblea"):
        answering.admit(asked.pk, membering.decision(book), by=keeper, now=NOW)
    answering.admit(asked.pk, membering.decision(book, "assembly"), by=keeper, now=NOW)

    assert fresh(asked).state == "admitted"


def test_after_sixty_days_the_assembly_is_no_longer_asked(book):
    asked = membering.application(book)
    answering.refuse(asked.pk, membering.decision(book), because="No", now=NOW)

    with pytest.raises(GovernanceError, match="sessanta giorni"):
        applying.ask_assembly(asked.pk, now=NOW + timedelta(days=61))
    applying.ask_assembly(asked.pk, now=NOW + timedelta(days=60))


def test_an_application_is_withdrawn_once_and_never_reopened(book):
    asked = membering.application(book)
    applying.withdraw(asked.pk, now=NOW)

    with pytest.raises(GovernanceError):
        applying.withdraw(asked.pk, now=NOW)
    with pytest.raises(IntegrityError, match="step_by_step"), transaction.atomic():
        MembershipApplication.objects.for_everyone(reason="prova").update(state="applied", decided_on=None)


def test_a_member_leaves_when_they_want_and_votes_no_more(book, keeper):
    member = membering.member(book)

    leaving.withdraw(member, by=keeper, now=NOW)

    assert fresh(member).left_on == TODAY
    assert not Member.objects.for_everyone(reason="prova").on(TODAY).exists()
    with pytest.raises(GovernanceError, match="Non è più"):
        leaving.withdraw(member, by=keeper, now=NOW)


class TestExclusion:
    def test_nobody_is_excluded_before_they_could_answer(self, book, keeper):
        charge = leaving.charge(
            membering.member(book), reasons="x", hearing_on=TODAY + timedelta(days=10), now=NOW
        )

        with pytest.raises(GovernanceError, match="Si decide solo dopo"):
            self.decide(book, charge, keeper, now=NOW + timedelta(days=9))
        assert fresh(charge).closed_on is None

    def test_after_it_they_are_out_by_a_decision(self, book, keeper):
        charge = leaving.charge(
            membering.member(book), reasons="x", hearing_on=TODAY + timedelta(days=10), now=NOW
        )

        self.decide(book, charge, keeper, now=NOW + timedelta(days=10))

        last = MemberEntry.objects.for_everyone(reason="prova").order_by("-number").first()
        assert (last.event, last.decision) == ("exclusion", fresh(charge).decision)
        assert fresh(charge.member).left_on == TODAY + timedelta(days=10)

    def test_who_is_kept_stays(self, book, keeper):
        charge = membering.charge(membering.member(book))

        self.decide(book, charge, keeper, now=NOW + timedelta(days=20), is_excluded=False)

        assert fresh(charge.member).left_on is None
        assert fresh(charge).outcome == Exclusion.Outcome.KEPT

    def test_there_is_no_charge_for_today(self, book):
        with pytest.raises(GovernanceError) as refused:
            leaving.charge(membering.member(book), reasons="x", hearing_on=TODAY, now=NOW)
        assert refused.value.field == "hearing_on"

    def decide(self, book, charge, keeper, *, now, is_excluded=True):
        decision = membering.decision(book)
        leaving.decide(
            charge.pk, decision, is_excluded=is_excluded, statement="Non ha risposto", by=keeper, now=now
        )


class TestFees:
    def test_a_payment_has_the_next_number_and_the_fees_amount(self, book, keeper):
        fee = membering.fee(book, amount=Decimal("12.50"))
        receipts = [self.pay(fee, membering.member(book), keeper) for _each in range(2)]

        assert [(each.number, each.amount) for each in receipts] == [
            (1, Decimal("12.50")),
            (2, Decimal("12.50")),
        ]
        assert told("governance.fee_paid").count() == 2

    def test_twice_is_refused_unless_the_first_was_undone(self, book, keeper):
        fee, member = membering.fee(book), membering.member(book)
        first = self.pay(fee, member, keeper)
        with pytest.raises(GovernanceError, match="già stata versata"):
            self.pay(fee, member, keeper)

        paying.void(first, because="Era di un'altra", now=NOW)
        with pytest.raises(GovernanceError, match="già annullata"):
            paying.void(first, because="Ancora", now=NOW)

        assert self.pay(fee, member, keeper).number == 2

    def test_a_receipt_is_never_changed_nor_deleted(self, book):
        membering.payment(membering.member(book), membering.fee(book))
        every = FeePayment.objects.for_everyone(reason="prova")

        for act in (lambda: every.update(amount=1), lambda: every.all()._raw_delete(using="default")):
            with pytest.raises(IntegrityError, match="a_receipt_stays"), transaction.atomic():
                act()

    def test_a_fee_somebody_has_paid_stays_as_it_was(self, book):
        fee = membering.fee(book)
        membering.payment(membering.member(book), fee)
        fee.amount = 1

        with pytest.raises(IntegrityError, match="already_paid"), transaction.atomic():
            fee.save()

    def test_nobody_pays_tomorrow(self, book, keeper):
        with pytest.raises(GovernanceError) as refused:
            self.pay(membering.fee(book), membering.member(book), keeper, paid_on=TODAY + timedelta(days=1))
        assert refused.value.field == "paid_on"

    def test_who_owes_is_told_once(self, book):
        late = date(TODAY.year, 3, 31)
        fee = membering.fee(book, TODAY.year, due_on=late)
        owing = membering.member(book, adult(), effective_on=date(TODAY.year, 2, 1))
        membering.payment(membering.member(book, effective_on=date(TODAY.year, 2, 1)), fee)
        membering.member(book, effective_on=late + timedelta(days=1))

        paying.remind(now=NOW)
        paying.remind(now=NOW)

        assert [each.person_id for each in told("governance.fee_owed")] == [owing.person_id]

    def test_the_receipt_says_who_how_much_and_the_number(self, book):
        payment = membering.payment(membering.member(book), membering.fee(book))

        text = poppler.said_by("pdftotext", paying.receipt(fresh(payment)))

        for words in (payment.name, "20,00 euro", "Ricevuta 1/"):
            assert words in text

    def pay(self, fee, member, keeper, **fields):
        said = {"method": "cash", "paid_on": TODAY, **fields}
        return paying.pay(fee, member, **said, by=keeper, now=NOW)


def test_the_years_figures_count_who_was_there_on_the_last_day(book):
    book.opened_on = date(2025, 1, 1)
    membering.line(book, effective_on=date(2025, 3, 1))
    membering.line(book, effective_on=date(2026, 1, 1))

    rows = reporting.figures(book, today=date(2026, 11, 25))

    assert [(each.year, each.members, each.volunteers, each.workers) for each in rows] == [(2025, 1, 0, None)]
    content, _kind = reporting.table(rows, extension="csv")
    assert "2025" in content.decode("utf-8-sig")
