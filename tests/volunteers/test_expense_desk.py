"""Expenses for who decides and who pays, and the decisions they stand on."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import AccessRecord, Fact, RoleKind
from tests import expenses, factories, volunteering
from tests.networking.uploads import files
from volunteers import expense_attention
from volunteers.models import ExpenseDecision

pytestmark = pytest.mark.django_db
DESK, PAY = reverse("volunteers:expense_desk"), reverse("volunteers:expense_pay")
DECISIONS, WRITE = reverse("volunteers:expense_decisions"), reverse("volunteers:expense_decision_new")


@pytest.fixture
def marta(norcia):
    return volunteering.able(factories.human("Marta Bassi", comune=norcia))


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def item(marta):
    return expenses.item()


@pytest.fixture
def boss(norcia):
    return factories.person(
        "decide@example.org",
        RoleKind.VOLUNTEER_COORDINATOR,
        comune=norcia,
        lives_in=norcia,
        full_name="Carla",
    )


@pytest.fixture
def accounts(administrator):
    return factories.signed_in(administrator)


def test_never_of_another_territory(boss, item, foligno):
    far = volunteering.able(factories.human("Lontana Lontani", comune=foligno))
    claim = expenses.asked(far, item)
    desk = factories.signed_in(boss)

    assert "Lontana" not in expenses.texts(desk.get(DESK))
    assert desk.get(reverse("volunteers:expense_claim", args=[claim.pk])).status_code == 404
    assert desk.get(reverse("volunteers:expense_for", args=[far.pk])).status_code == 404


def test_decides_reads_are_written_down_and_she_is_told(boss, marta, item):
    claim, desk = expenses.asked(marta, item), factories.signed_in(boss)
    address = reverse("volunteers:expense_claim", args=[claim.pk])

    assert "Marta Bassi: 5,00 €" in expenses.texts(desk.get(DESK))
    assert "autocertificazione" in expenses.texts(desk.get(address))
    desk.post(address, {"si": ""})

    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == ("approved", boss)
    reads = AccessRecord.objects.for_everyone(reason="prova").filter(subject_label="volunteers.ExpenseClaim")
    assert set(reads.values_list("deed", flat=True)) == {"listed", "read"}
    assert factories.notices().get(kind="volunteers.expense_decided").person == marta.person


def test_a_no_says_why(boss, marta, item):
    claim, desk = expenses.asked(marta, item), factories.signed_in(boss)
    address = reverse("volunteers:expense_claim", args=[claim.pk])

    assert "because" in desk.post(address, {"no": "1"}).context["form"].errors
    desk.post(address, {"no": "1", "because": "Quel giorno non c'era il turno."})

    claim.refresh_from_db()
    assert (claim.state, claim.reason) == ("refused", "Quel giorno non c'era il turno.")


def test_nobody_decides_their_own_and_reads_why(boss, item):
    claim, desk = expenses.asked(volunteering.able(boss.person), item), factories.signed_in(boss)

    answer = desk.post(reverse("volunteers:expense_claim", args=[claim.pk]), {"si": ""}, follow=True)

    assert "È un rimborso per te" in expenses.texts(answer)


def test_for_who_telephones_it_stays_written_who_did(boss, item, norcia):
    oldest = volunteering.able(factories.human("Nonna Senzarete", comune=norcia))
    desk = factories.signed_in(boss)
    address = desk.get(reverse("volunteers:expense_for_whom"), {"chi": str(oldest.pk)}).url

    desk.post(address, expenses.typed(item))

    claim = expenses.claims().get()
    assert (claim.name, claim.handed_in_by) == ("Nonna Senzarete", boss)
    assert Fact.objects.get(kind="volunteers.expense_handed_in").data == {"on_behalf": True}
    said = desk.post(reverse("volunteers:expense_claim", args=[claim.pk]), {"si": ""}, follow=True)
    assert "l'hai scritta tu" in expenses.texts(said).replace("&#x27;", "'")


def test_pays_many_at_once_and_tells_each(accounts, boss, marta, item):
    claims = [expenses.asked(marta, item), expenses.asked(marta, item)]
    expenses.claims().update(state="approved", decided_at=timezone.now(), decided_by=boss)
    today = timezone.localdate()

    ticked = {"claims": [str(each.pk) for each in claims], "on": today.isoformat()}
    accounts.post(PAY, ticked)

    assert "già stato pagato" in expenses.texts(accounts.post(PAY, ticked))
    assert set(expenses.claims().values_list("state", "paid_on")) == {("paid", today)}
    assert factories.notices().filter(kind="volunteers.expense_paid").count() == 2


def test_to_pay_one_chooses_which(accounts, boss, marta, item):
    expenses.asked(marta, item)
    expenses.claims().update(state="approved", decided_at=timezone.now(), decided_by=boss)

    answer = accounts.post(PAY, {"on": timezone.localdate().isoformat()})

    assert "Scegli almeno un rimborso." in expenses.texts(answer)


def test_who_coordinates_does_not_pay_nor_write_decisions(boss):
    desk = factories.signed_in(boss)

    assert desk.post(PAY).status_code == 403
    assert desk.get(WRITE).status_code == 403


def test_the_sheet_of_the_month_has_what_counts_and_computes_nothing(accounts, marta, item):
    expenses.asked(marta, item, what_for="=1+1")
    expenses.claims().filter(pk=expenses.asked(marta, item, what_for="sbagliata").pk).update(
        state="withdrawn"
    )
    month = f"{timezone.localdate():%Y-%m}"

    sheet = accounts.get(reverse("volunteers:expense_sheet"), {"mese": month, "formato": "csv"})

    lines = b"".join(sheet).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Marta Bassi" in lines[1]
    assert "'=1+1" in lines[1]
    assert ";5,00;" in lines[1]


@pytest.mark.parametrize("month", ["", "2026-13", "x"])
def test_a_month_that_is_none_is_this_one(accounts, month):
    sheet = accounts.get(reverse("volunteers:expense_sheet"), {"mese": month})

    assert f"rimborsi-{timezone.localdate():%Y-%m}.xlsx" in sheet["Content-Disposition"]


def test_writes_a_decision(accounts):
    ente, kind = volunteering.section().register.organization, volunteering.kind()
    day = timezone.localdate()

    accounts.post(
        WRITE,
        {
            "organization": ente.pk,
            "number": "12",
            "adopted_on": day,
            "valid_from": day,
            "activities": [kind.pk],
            "car_word": "on",
            "meal_most": "15,00",
            "document": files.upload(files.PDF, "delibera.pdf"),
        },
    )

    decision = ExpenseDecision.objects.get()
    rows = decision.items.values_list("what", "may_be_self_declared", "most_documented")
    assert set(rows) == {("car", True, None), ("meal", False, Decimal("15.00"))}
    assert decision.document.name == "delibera.pdf"
    assert "delibera n. 12" in expenses.texts(accounts.get(DECISIONS))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Scrivi almeno una spesa"),
        ({"car_word": "on", "valid_from": "2026-01-01"}, "prima del giorno in cui è stata presa"),
    ],
)
def test_a_decision_that_is_none_is_said(accounts, fields, sentence):
    ente, kind = volunteering.section().register.organization, volunteering.kind()
    day = timezone.localdate()
    text = {"organization": ente.pk, "number": "12", "adopted_on": day, "valid_from": day}

    answer = accounts.post(WRITE, {**text, "activities": [kind.pk], **fields})

    assert sentence in expenses.texts(answer)
    assert not ExpenseDecision.objects.exists()


def test_a_decision_ends_but_not_before_what_was_asked_under_it(accounts, marta, item):
    expenses.asked(marta, item)
    address = reverse("volunteers:expense_decision_end", args=[item.decision.pk])
    today = timezone.localdate()

    refused = accounts.post(address, {"valid_until": today})
    accounts.post(address, {"valid_until": today + timedelta(days=1)})

    assert "non si cambia" in expenses.texts(refused)
    assert ExpenseDecision.objects.get().valid_until == today + timedelta(days=1)


@pytest.mark.parametrize("rows", [1, 25])
def test_the_desk_asks_as_much_for_many_as_for_one(boss, marta, item, rows, django_assert_max_num_queries):
    for _each in range(rows):
        expenses.asked(marta, item, amount=Decimal("0.10"))
    desk = factories.signed_in(boss)

    with django_assert_max_num_queries(25):
        desk.get(DESK)


def test_the_first_page_of_staff_says_what_waits_and_not_ones_own(boss, administrator, marta, item, now):
    expenses.asked(marta, item)
    expenses.asked(volunteering.able(boss.person), item)
    approved = expenses.asked(marta, item, amount=1)
    expenses.claims().filter(pk=approved.pk).update(state="approved", decided_at=now, decided_by=boss)

    waits = [expense_attention.to_decide(boss, now=now), expense_attention.to_pay(administrator, now=now)]

    assert [each.sentence for each in waits] == ["1 rimborso da decidere.", "1 rimborso da pagare."]
    assert expense_attention.to_pay(boss, now=now) is None
