"""What is told of expenses and thanks: figures as in Italy, short enough for an SMS, thanks only to who wants news."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from networking import outbox
from networking.models import Consent, Notice, RoleKind
from tests import expenses, factories, volunteering
from volunteers import thanking
from volunteers.expenses import deciding, paying
from volunteers.expenses.refusing import ExpenseError
from volunteers.models import Thanks
from volunteers.notices import expense_words, thanks, thanks_words

pytestmark = pytest.mark.django_db
KINDS = {kind.name: kind for kind in (*expense_words.KINDS, *thanks_words.KINDS)}
SMS = 160


@pytest.fixture
def boss(norcia):
    return factories.person(
        "coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia, full_name="Carla Conti"
    )


@pytest.fixture
def marta(norcia):
    return volunteering.able(
        factories.person(
            "marta@example.org", RoleKind.VOLUNTEER, lives_in=norcia, full_name="Marta Bassi"
        ).person
    )


@pytest.fixture
def claim(marta):
    return expenses.claim(marta, expenses.item(), amount=Decimal("7.50"))


def words(kind, now):
    notice = factories.notices().get(kind=f"volunteers.{kind}")
    return KINDS[notice.kind].compose(notice, now)


def test_a_yes(claim, boss, now):
    deciding.approve(claim.pk, by=boss, now=now)

    assert words("expense_decided", now).short == "Il rimborso di 7,50 € del 24 novembre è approvato."


def test_a_no_with_its_reason(claim, boss, now):
    deciding.refuse(claim.pk, because="Manca il turno.", by=boss, now=now)

    told = words("expense_decided", now)
    assert "Il motivo: Manca il turno." in told.paragraphs
    assert len(told.short) <= SMS


def test_of_what_is_paid_already_it_is_not_said_that_it_was_approved(claim, boss, administrator, now):
    deciding.approve(claim.pk, by=boss, now=now)
    paying.pay([claim.pk], on=now.date(), by=administrator, now=now)

    assert words("expense_decided", now) is None
    assert "È stato pagato il 25 novembre." in words("expense_paid", now).paragraphs


def test_nothing_is_paid_twice_nor_on_a_day_to_come_and_nobody_is_told(claim, boss, administrator, now):
    deciding.approve(claim.pk, by=boss, now=now)
    tomorrow = now.date() + timedelta(days=1)
    with pytest.raises(ExpenseError, match="deve ancora venire"):
        paying.pay([claim.pk], on=tomorrow, by=administrator, now=now)
    for _twice in range(2):
        paying.pay([claim.pk], on=now.date(), by=administrator, now=now)

    with pytest.raises(ExpenseError, match="già stato deciso"):
        paying.pay([claim.pk], on=expenses.DAY, by=administrator, now=now)
    assert factories.notices().filter(kind="volunteers.expense_paid").count() == 1


@pytest.mark.parametrize(
    ("occasion", "mark", "title"),
    [
        ("first_turn", "", "Grazie per il tuo primo turno"),
        ("hours", "50", "Grazie per le tue 50 ore"),
        ("day", "2026", "Grazie, nella Giornata del volontariato"),
        ("personal", "x", "Grazie, da Carla Conti"),
    ],
)
def test_every_thank_you_has_its_words(marta, boss, occasion, mark, title):
    now = timezone.now()
    row = Thanks.objects.create(
        volunteer=marta, occasion=occasion, mark=mark, words="Grazie Marta!", by=boss, thanked_at=now
    )
    thanks.tell([row], now=now)

    told = words("thanks_written" if occasion == "personal" else "thanked", now)
    assert told.subject == title
    assert all(told.paragraphs)
    assert len(told.short) <= SMS


@pytest.mark.parametrize(
    ("wants_news", "state"), [(True, Notice.State.SENT), (False, Notice.State.WITHDRAWN)]
)
def test_the_portal_thanks_by_mail_only_who_wants_news(marta, wants_news, state):
    if wants_news:
        Consent.objects.create(
            person=marta.person,
            purpose=Consent.Purpose.NEWS,
            text_version="2026-11",
            given_at=volunteering.MOMENT,
            given_through="own",
        )
    row = Thanks(volunteer=marta, occasion="day", mark="2026", thanked_at=timezone.now())
    thanking._thank([row], now=timezone.now())

    outbox.drain()

    assert factories.notices().get().state == state
