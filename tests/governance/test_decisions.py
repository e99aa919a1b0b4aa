"""Decisions: numbered by the database, kept as adopted, ended by another; and the points that nobody reached come back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from governance.convening import drafting
from governance.deciding import adopting, ending
from governance.models import AgendaItem, Decision, DecisionSeries
from governance.refusing import GovernanceError
from governance.sitting import holding, points
from governance.voting import balloting, casting
from networking.models import RoleKind
from tests import factories, governing
from tests.governance import seated

pytestmark = pytest.mark.django_db
HELD = governing.FIRST_CALL.replace(month=11, day=11)
REGISTER = reverse("governance:decisions")


@pytest.fixture
def body():
    return governing.body()


@pytest.fixture
def item(body):
    return governing.agenda_of(governing.meeting(body, state="open", first_call_at=HELD)).get()


@pytest.fixture
def as_secretary(db):
    return factories.signed_in(factories.person("scrive@example.org", RoleKind.SECRETARY, everywhere=True))


def everything():
    return Decision.objects.for_everyone(reason="prova")


def wanted(**fields):
    return {"title": "Aprire uno sportello", "text": "Si apre a Norcia.", **fields}


def test_numbers_run_by_body_and_year_whoever_writes(body, item, now):
    other = governing.agenda_of(governing.meeting(governing.body(), state="open", first_call_at=HELD)).get()

    made = [
        adopting.adopt(item, wanted=wanted(), now=now),
        governing.decision(item, adopted_at=now, number=40, year=1999),
        governing.decision(item, adopted_at=now + timedelta(days=365)),
        governing.decision(other, adopted_at=now),
    ]

    assert [(each.number, each.year) for each in made] == [(1, 2026), (2, 2026), (1, 2027), (1, 2026)]


def test_the_last_evening_of_the_year_is_that_year_by_the_clock_of_rome(item):
    eve = governing.FIRST_CALL.replace(month=12, day=31, hour=23, minute=30)

    assert governing.decision(item, adopted_at=eve).year == 2026
    assert governing.decision(item, adopted_at=eve + timedelta(hours=1)).year == 2027


@pytest.mark.parametrize("column", ["title", "text"])
def test_g_i7_what_was_decided_is_never_changed(item, column):
    made = governing.decision(item)

    with pytest.raises(IntegrityError, match="a_decision_stays"), transaction.atomic():
        everything().filter(pk=made.pk).update(**{column: "altro"})
    with pytest.raises(IntegrityError, match="a_decision_stays"), transaction.atomic():
        everything().filter(pk=made.pk).update(number=7)
    with pytest.raises(IntegrityError, match="a_decision_stays"), transaction.atomic():
        everything().filter(pk=made.pk).delete()


def test_the_series_is_written_by_the_database_alone(item):
    governing.decision(item)

    with pytest.raises(IntegrityError, match="the_series_counts_by_itself"), transaction.atomic():
        DecisionSeries.objects.update(last_number=12)


@pytest.mark.parametrize("state", ["convened", "draft"])
def test_nobody_decides_before_the_meeting(body, now, state):
    item = governing.agenda_of(governing.meeting(body, state=state)).get()

    with pytest.raises(GovernanceError, match="riunione in corso"):
        adopting.adopt(item, wanted=wanted(), now=now)


def test_what_was_voted_down_is_no_decision(body, item, now):
    person = governing.mandate(body).person
    seated.enter(item.meeting, person, now=HELD)
    ballot = balloting.open_ballot(item, question="Si apre?", now=HELD + timedelta(minutes=5))
    casting.vote(ballot.rights.for_everyone(reason="prova").get(), "against", now=HELD + timedelta(minutes=6))
    balloting.close(ballot, now=HELD + timedelta(minutes=7))

    with pytest.raises(GovernanceError, match="non è stata approvata"):
        adopting.adopt(item, wanted=wanted(), now=now)


def test_a_later_one_of_the_same_body_revokes_it_once(item, now):
    first, second = (governing.decision(item, adopted_at=now + timedelta(days=each)) for each in (0, 1))
    elsewhere = governing.agenda_of(
        governing.meeting(governing.body(), state="open", first_call_at=HELD)
    ).get()

    with pytest.raises(GovernanceError, match="stesso organo"):
        ending.end(
            first, state="revoked", by=governing.decision(elsewhere, adopted_at=now + timedelta(days=2))
        )
    with pytest.raises(GovernanceError, match="presa dopo"):
        ending.end(second, state="revoked", by=first)
    ending.end(first, state="superseded", by=second)
    with pytest.raises(GovernanceError, match="Non è più in vigore"):
        ending.end(first, state="revoked", by=second)

    first.refresh_from_db()
    assert (first.state, first.ended_by) == ("superseded", second)


@pytest.mark.parametrize(
    ("fields", "progress"),
    [
        ({}, ""),
        ({"due_on": date(2026, 12, 1)}, "going"),
        ({"due_on": date(2026, 11, 24)}, "late"),
        ({"due_on": date(2026, 11, 25)}, "going"),
        ({"due_on": date(2026, 11, 1), "done_on": date(2026, 11, 20)}, "done"),
    ],
)
def test_how_it_goes_follows_from_its_days(item, fields, progress):
    assert governing.decision(item, **fields).progress_on(date(2026, 11, 25)) == progress


def test_how_they_go_is_counted_over_the_whole_register(client, item):
    for fields in (
        {"due_on": date(2020, 1, 1)},
        {"due_on": date(2020, 1, 1), "done_on": date(2020, 1, 2)},
        {},
    ):
        governing.decision(item, is_public=True, **fields)
    governing.decision(item, due_on=date(2020, 1, 1))

    standing = client.get(REGISTER).context["standing"]

    assert [tuple(each) for each in standing] == [
        ("attuata", 1, 50),
        ("in corso", 0, 0),
        ("in ritardo", 1, 50),
    ]


def test_g_i10_what_nobody_reached_comes_back_once(body, item, now):
    second, third = governing.item(item.meeting), governing.item(item.meeting)
    points.settle(third, AgendaItem.Outcome.DISCUSSED)
    adopting.adopt(item, wanted=wanted(), now=now)
    holding.end(item.meeting, now=HELD + timedelta(hours=1))

    at = {"title": "La prossima", "first_call_at": governing.FIRST_CALL, "place": "Norcia"}
    again = [governing.agenda_of(drafting.draft(body, wanted=at)) for _each in range(2)]

    assert list(again[0].values_list("carried_from", flat=True)) == [second.pk]
    assert not again[1].exists()


def test_the_secretary_writes_it_and_everybody_reads_it(as_secretary, client, item, norcia):
    address = reverse("governance:decision_new", args=[item.pk])
    typed = {"title": "Sportello", "text": "Si apre.", "plain": "Apre uno sportello.", "is_public": "on"}

    bad = as_secretary.post(address, {**typed, "text": ""})
    assert bad.context["form"].errors.keys() == {"text"}
    assert "Apre uno sportello." in bad.content.decode()
    answer = as_secretary.post(address, {**typed, "comuni": [norcia.pk]}, follow=True)

    assert "n. 1/" in answer.content.decode()
    assert "Sportello" in client.get(REGISTER).content.decode()
    assert "Sportello" in client.get(REGISTER, {"comune": norcia.slug}).content.decode()
    assert "Sportello" not in client.get(REGISTER, {"anno": 2020}).content.decode()


def test_never_a_reserved_one_of_somebody_elses(as_secretary, client, body, item):
    made = governing.decision(item, title="Cose riservate")
    page = reverse("governance:decision", args=[made.pk])
    member, other = (factories.person(f"{each}@example.org", RoleKind.CITIZEN) for each in ("una", "altra"))
    governing.mandate(body, member.person)

    assert client.get(page).status_code == 404
    assert factories.signed_in(other).get(page).status_code == 404
    assert factories.signed_in(member).get(page).status_code == 200
    assert "riservate" not in client.get(REGISTER).content.decode()
    assert (
        factories.signed_in(member).post(reverse("governance:decision_done", args=[made.pk])).status_code
        == 404
    )


def test_it_is_carried_out_and_ended_from_its_page(as_secretary, item, now):
    first, second = (governing.decision(item, adopted_at=now + timedelta(days=each)) for each in (0, 1))

    as_secretary.post(reverse("governance:decision_done", args=[first.pk]))
    end = reverse("governance:decision_end", args=[first.pk])
    assert "by" in as_secretary.post(end, {"state": "revoked"}).context["form"].errors
    as_secretary.post(end, {"state": "revoked", "by": second.pk})

    first.refresh_from_db()
    assert (first.done_on is not None, first.state) == (True, "revoked")


@pytest.mark.parametrize("rows", [1, 25])
def test_the_register_asks_as_much_for_many_as_for_one(client, item, rows, django_assert_max_num_queries):
    for _each in range(rows):
        governing.decision(item, is_public=True)

    with django_assert_max_num_queries(12):
        client.get(REGISTER)
