"""The pages of an association: what each shows to whom, what is refused beside its cell, what they cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.membership import book as books
from governance.models import FeePayment, Member, MembershipApplication, YearlyAccounts
from networking.models import AccessRecord, RoleKind
from tests import factories, governing, membering, poppler

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def book(db):
    return membering.book(purpose="Si decide insieme.")


@pytest.fixture
def citizen(db):
    return membering.citizen("iscritta@example.org", "Rita Luzi")


@pytest.fixture
def as_citizen(citizen):
    return factories.signed_in(citizen)


@pytest.fixture
def as_keeper(db):
    return factories.signed_in(membering.keeper())


def to(name, *args):
    return reverse(f"governance:{name}", args=args)


def every(model):
    return model.objects.for_everyone(reason="prova")


def test_anybody_reads_what_it_costs(client, book):
    membering.fee(book, TODAY.year)

    page = client.get(to("association")).content.decode()

    assert "20,00 euro" in page
    assert "Si decide insieme." in page


class TestAsking:
    def test_a_citizen_asks_for_themselves(self, as_citizen, citizen, book):
        typed = {"person": citizen.person.pk, "reasons": "Ci tengo", "accepts": "on"}
        as_citizen.post(to("member_apply", book.pk), typed)

        assert every(MembershipApplication).get().person == citizen.person

    def test_without_the_promise_what_was_typed_is_still_there(self, as_citizen, citizen, book):
        page = as_citizen.post(
            to("member_apply", book.pk), {"person": citizen.person.pk, "reasons": "Ci tengo"}
        ).content.decode()

        assert "Senza questo impegno" in page
        assert "Ci tengo" in page

    def test_never_for_somebody_elses_child(self, as_citizen, book):
        child = factories.child_of(factories.person("altra@example.org", RoleKind.GUARDIAN))
        page = as_citizen.post(to("member_apply", book.pk), {"person": child.pk, "accepts": "on"})

        assert page.status_code == 200
        assert not every(MembershipApplication).exists()

    def test_at_the_desk_for_who_has_no_email(self, book):
        operator = factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, everywhere=True)
        person = factories.human(birth_date=date(1940, 1, 1))
        address = to("member_desk_apply", book.pk, person.pk)

        factories.signed_in(operator).post(address, {"person": person.pk, "accepts": "on"})

        asked = every(MembershipApplication).get()
        assert (asked.person, asked.is_at_desk) == (person, True)


class TestTheBoard:
    def test_it_admits(self, as_keeper, book):
        asked, decision = membering.application(book), membering.decision(book)
        as_keeper.post(to("application", asked.pk), {"decision": decision.pk, "answer": "admit"})

        assert every(Member).get().person_id == asked.person_id

    def test_a_refusal_without_a_reason_is_said_beside_its_cell(self, as_keeper, book):
        asked, decision = membering.application(book), membering.decision(book)
        page = as_keeper.post(to("application", asked.pk), {"decision": decision.pk, "answer": "refuse"})

        assert "because" in page.context["form"].errors

    def test_a_decision_of_others_is_not_in_the_list(self, as_keeper, book):
        asked, decision = membering.application(book), membering.decision(membering.book())
        page = as_keeper.post(to("application", asked.pk), {"decision": decision.pk, "answer": "admit"})

        assert "decision" in page.context["form"].errors

    def test_a_keeper_of_one_zone_does_not_keep_the_book(self, book):
        zoned = factories.person("zona@example.org", RoleKind.SECRETARY, everywhere=False)

        assert factories.signed_in(zoned).get(to("member_desk")).status_code in {403, 404}


class TestFees:
    def test_a_payment_and_its_receipt(self, as_keeper, book, citizen, as_citizen):
        member, fee = membering.member(book, citizen.person), membering.fee(book)
        as_keeper.post(to("fee_pay", fee.pk, member.pk), {"paid_on": TODAY.isoformat(), "method": "cash"})
        payment = every(FeePayment).get()

        receipt = as_citizen.get(to("fee_receipt", payment.pk))

        assert "Rita Luzi" in poppler.said_by("pdftotext", receipt.content)
        assert f"Ricevuta {payment}" in as_citizen.get(to("membership")).content.decode()

    def test_never_somebody_elses_receipt(self, as_citizen, book):
        payment = membering.payment(membering.member(book), membering.fee(book))

        assert as_citizen.get(to("fee_receipt", payment.pk)).status_code == 404

    def test_the_fee_of_a_year_twice_is_said_beside_the_year(self, as_keeper, book):
        fee = membering.fee(book)
        typed = {"decision": fee.decision_id, "year": 2026, "amount": "10,00", "due_on": "2026-05-01"}
        page = as_keeper.post(to("member_fees", book.pk), typed)

        assert "year" in page.context["form"].errors


class TestTheBook:
    def test_a_member_consults_it_and_it_is_written_down(self, as_citizen, citizen, book):
        membering.member(book, citizen.person)
        membering.line(
            book, factories.human("Ugo Neri", birth_date=date(1950, 5, 6)), residence="Via Segreta 1"
        )

        page = as_citizen.get(to("member_book", book.pk)).content.decode()

        assert "Ugo Neri" in page
        assert "Via Segreta" not in page
        assert "06/05/1950" not in page
        read = AccessRecord.objects.for_everyone(reason="prova").get(subject_label="governance.MemberEntry")
        assert (read.reader, read.rows) == (citizen.pk, 2)

    def test_who_has_left_reads_it_no_more(self, as_citizen, citizen, book):
        member = membering.member(book, citizen.person)
        as_citizen.post(to("member_leave", member.pk))

        assert every(Member).get().left_on == TODAY
        assert as_citizen.get(to("member_book", book.pk)).status_code == 404

    def test_it_is_drawn_as_pdf_a_with_the_digest(self, as_keeper, book):
        membering.line(book)
        line = every(type(membering.line(book))).order_by("-number").first()

        content = as_keeper.get(to("member_book_pdf", book.pk)).content

        assert bytes(line.hash).hex() in poppler.said_by("pdftotext", content, "-raw").replace("\n", "")
        assert "pdfaid" in poppler.said_by("pdfinfo", content, "-meta")

    def test_a_correction_is_a_new_line(self, as_keeper, book):
        line = membering.line(book)
        as_keeper.post(
            to("member_correct", line.pk), {"name": "Nome Giusto", "words": "Il nome era sbagliato"}
        )

        assert books.as_corrected(line).name == "Nome Giusto"


def test_the_accounts_of_a_year_that_has_not_ended_are_refused(as_keeper, book):
    typed = {"year": TODAY.year, "decision": membering.decision(book, "assembly").pk}
    page = as_keeper.post(to("accounts_add", book.pk), typed)

    assert "year" in page.context["form"].errors
    assert not YearlyAccounts.objects.exists()


def test_the_figures_leave_as_a_table(as_keeper):
    book = membering.book()
    type(book).objects.filter(pk=book.pk).update(opened_on=date(TODAY.year - 1, 1, 1))

    content = as_keeper.get(to("runts", book.pk) + "?formato=csv").content.decode("utf-8-sig")

    assert str(TODAY.year - 1) in content


@pytest.mark.parametrize("rows", [1, 25])
class TestBudgets:
    def test_the_desk(self, as_keeper, book, rows, django_assert_max_num_queries):
        for _each in range(rows):
            membering.application(book)
            membering.charge(membering.member(book))
        with django_assert_max_num_queries(17):
            as_keeper.get(to("member_desk"))

    def test_the_book(self, as_keeper, book, rows, django_assert_max_num_queries):
        for _each in range(rows):
            membering.line(book)
        with django_assert_max_num_queries(17):
            as_keeper.get(to("member_book", book.pk))

    def test_the_fees(self, as_keeper, book, rows, django_assert_max_num_queries):
        fee = membering.fee(book, TODAY.year)
        for _each in range(rows):
            membering.payment(membering.member(book), fee)
        with django_assert_max_num_queries(18):
            as_keeper.get(to("member_fees", book.pk))

    def test_ones_own(self, as_citizen, citizen, book, rows, django_assert_max_num_queries):
        membering.member(book, citizen.person)
        for number in range(rows):
            membering.fee(book, 2026 + number)
        with django_assert_max_num_queries(20):
            as_citizen.get(to("membership"))


def test_a_member_is_warned_by_when_they_vote(as_citizen, citizen, book):
    membering.member(book, citizen.person, effective_on=TODAY - timedelta(days=5))

    assert "Vota in assemblea dal" in as_citizen.get(to("membership")).content.decode()


@pytest.mark.parametrize(("months", "may"), [(0, True), (1, False)])
def test_when_they_vote_is_by_the_rules_of_their_assembly(as_citizen, citizen, book, months, may):
    governing.rule(membering.organ(book, "assembly"), months_before_voting=months)
    membering.member(book, citizen.person, effective_on=TODAY - timedelta(days=5))

    page = as_citizen.get(to("membership")).content.decode()
    assert ("Ha diritto di voto in assemblea." in page) is may
    assert ("Vota in assemblea dal" in page) is not may


def test_among_many_members_one_is_found_by_name(as_keeper, book):
    for number in range(60):
        membering.member(book, factories.human(f"Persona Numero{number}"))
    membering.member(book, factories.human("Zaira D'Angelo"))

    first = as_keeper.get(to("member_fees", book.pk)).content.decode()
    found = as_keeper.get(to("member_fees", book.pk), {"q": "zaira d'ang"}).content.decode()

    assert "Zaira" not in first
    assert "Pagina 1 di 2" in first
    assert "Zaira D&#x27;Angelo" in found
    assert "Numero7" not in found
