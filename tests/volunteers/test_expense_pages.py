"""Asking an expense back, deciding it, paying it: the pages, and what they say when it cannot be."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import RoleKind, StoredFile
from tests import expenses, factories, volunteering
from tests.networking.uploads import files

pytestmark = pytest.mark.django_db
MINE, NEW = reverse("volunteers:expenses"), reverse("volunteers:expense_new")
DESK, PAY = reverse("volunteers:expense_desk"), reverse("volunteers:expense_pay")
DECISIONS, WRITE = reverse("volunteers:expense_decisions"), reverse("volunteers:expense_decision_new")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def user(norcia):
    return factories.person(
        "marta@example.org", RoleKind.CITIZEN, comune=norcia, lives_in=norcia, full_name="Marta Bassi"
    )


@pytest.fixture
def marta(user):
    return volunteering.able(user.person)


@pytest.fixture
def item(marta):
    return expenses.item()


@pytest.fixture
def client(user, marta):
    return factories.signed_in(user)


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


def test_seven_euros_on_her_word_and_then_three_are_left(client, item):
    response = client.post(NEW, expenses.typed(item), follow=True)

    assert response.redirect_chain[0][0] == MINE
    assert "oggi puoi dichiarare ancora <strong>3,00 €</strong>" in expenses.texts(response)
    assert expenses.claims().get().amount == Decimal("7.00")


def test_beyond_the_day_it_says_what_is_left_and_keeps_what_was_typed(client, marta, item):
    expenses.asked(marta, item, amount=7)

    response = client.post(NEW, expenses.typed(item, amount="4,50"))

    assert response.context["form"].errors["amount"] == [
        "Per quel giorno hai già dichiarato 7,00 €: ne restano 3,00 €."
    ]
    assert 'value="4,50"' in expenses.texts(response)
    assert expenses.claims().count() == 1


def test_with_a_photo_of_the_receipt(client, item):
    client.post(
        NEW,
        expenses.typed(
            item, kind="documented", amount="12.50", receipt=files.upload(files.PDF, "scontrino.pdf")
        ),
    )

    claim = expenses.claims().get()
    assert (claim.kind, claim.amount, claim.receipt.name) == ("documented", Decimal("12.50"), "scontrino.pdf")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"kind": "documented"}, "receipt", "Serve la ricevuta"),
        ({"amount": "11"}, "amount", "si arriva a 10,00 €"),
        ({"amount": "0"}, "amount", "più di zero"),
        ({"day": "2025-06-01"}, "day", "non ha una delibera"),
        ({"amount": "sette"}, "amount", "per esempio 7,50"),
        ({"amount": "1,234"}, "amount", "per esempio 7,50"),
    ],
)
def test_each_refusal_is_beside_its_cell(client, item, fields, field, sentence):
    response = client.post(NEW, expenses.typed(item, **fields))

    assert sentence in str(response.context["form"].errors[field])
    assert not expenses.claims().exists()


def test_a_receipt_that_is_refused_leaves_no_bytes_behind(client, item, media):
    paper = files.upload(files.PDF, "scontrino.pdf")

    response = client.post(NEW, expenses.typed(item, kind="documented", amount="99", receipt=paper))

    assert "arriva a 40,00 € al giorno" in str(response.context["form"].errors["amount"])
    assert not StoredFile.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_who_is_in_no_register_reads_why_there_is_nothing_to_ask(citizen):
    page = expenses.texts(factories.signed_in(citizen).get(MINE))

    assert "non è nel registro dei volontari" in page
    assert NEW not in page


def test_takes_it_back_until_somebody_decides(client, marta, item, boss):
    first, second = expenses.asked(marta, item), expenses.asked(marta, item)
    expenses.claims().filter(pk=second.pk).update(
        state="approved", decided_at=timezone.now(), decided_by=boss
    )

    for claim in (first, second):
        client.post(reverse("volunteers:expense_withdraw", args=[claim.pk]))

    assert set(expenses.claims().values_list("state", flat=True)) == {"withdrawn", "approved"}


@pytest.mark.parametrize("name", ["expense_withdraw", "expense_receipt", "expense_claim"])
def test_never_somebody_elses(item, citizen, name):
    other = expenses.asked(volunteering.able(), item, kind="documented", receipt=expenses.receipt())
    own = factories.signed_in(citizen)
    address = reverse(f"volunteers:{name}", args=[other.pk])

    answer = own.post(address) if name == "expense_withdraw" else own.get(address)

    assert answer.status_code in {403, 404}
    assert str(other.pk) not in expenses.texts(own.get(MINE))


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_asks_as_much_for_many_as_for_one(client, marta, item, rows, django_assert_max_num_queries):
    for _each in range(rows):
        expenses.asked(marta, item, amount=Decimal("0.10"))

    with django_assert_max_num_queries(25):
        client.get(MINE)


def test_from_a_turn_the_day_and_the_help_are_written_and_the_turn_is_kept(client, marta, item, norcia):
    kind = item.decision.activities.get()
    today = timezone.localdate()
    type(marta.person).objects.for_everyone(reason="prova").update(birth_date=date(1980, 3, 4))
    row = volunteering.assign(marta, volunteering.request(norcia, kind=kind, local_date=today))

    form = client.get(NEW, {"turno": str(row.pk)}).context["form"]
    client.post(NEW, {**expenses.typed(item), "assignment": str(row.pk)})

    assert (form["day"].value(), form["activity"].value()) == (today, kind.pk)
    assert expenses.claims().get().assignment == row


@pytest.mark.parametrize("text", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_turn_that_is_nobodys_changes_nothing(client, item, text):
    assert client.get(NEW, {"turno": text}).context["form"]["day"].value() == timezone.localdate()
