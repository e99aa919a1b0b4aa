"""The pages of actions: what each shows to whom, what was typed when it is refused, what they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.models import ActionItem
from networking.models import RoleKind
from tests import factories, governing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HELD = timezone.localtime() - timedelta(days=20)
ACTIONS = reverse("governance:actions")


@pytest.fixture
def body(db):
    return governing.body(is_public=True)


@pytest.fixture
def meeting(body):
    return governing.meeting(body, state="closed", first_call_at=HELD)


@pytest.fixture
def member(body):
    user = factories.person("siede@example.org", RoleKind.CITIZEN, full_name="Carla Pesci")
    governing.mandate(body, user.person)
    return user


@pytest.fixture
def as_member(member):
    return factories.signed_in(member)


@pytest.fixture
def as_secretary(db):
    return factories.signed_in(factories.person("scrive@example.org", RoleKind.SECRETARY, everywhere=True))


def page_of(row, name="action"):
    return reverse(f"governance:{name}", args=[row.pk])


def test_the_secretary_writes_it_and_the_meeting_and_the_decision_show_it(as_secretary, meeting, member):
    decision = governing.decision(governing.agenda_of(meeting).get(), is_public=True)
    new = f"{page_of(meeting, 'action_new')}?decisione={decision.pk}"
    typed = {"words": "Scrivere al comune", "owner": member.person.pk, "decision": decision.pk}

    bad = as_secretary.post(new, {**typed, "due_on": f"{TODAY - timedelta(days=1)}"})
    assert bad.context["form"].errors.keys() == {"due_on"}
    assert "Scrivere al comune" in bad.content.decode()
    assert as_secretary.post(new, typed).context["form"].errors.keys() == {"due_on"}
    answer = as_secretary.post(new, {**typed, "due_on": f"{TODAY + timedelta(days=9)}"}, follow=True)

    assert "Scrivere al comune" in answer.content.decode()
    assert "Carla Pesci" in as_secretary.get(page_of(decision, "decision")).content.decode()


def test_only_to_who_is_called_to_the_body(as_secretary, meeting, member):
    somebody = factories.human("Ugo Neri")
    typed = {"words": "x", "owner": somebody.pk, "due_on": f"{TODAY}"}

    assert "owner" in as_secretary.post(page_of(meeting, "action_new"), typed).context["form"].errors


def test_everybody_reads_how_a_decision_goes_and_nobody_else_who_does_it(client, meeting, member):
    decision = governing.decision(governing.agenda_of(meeting).get(), is_public=True)
    made = governing.action(meeting, member.person, decision=decision, due_on=TODAY + timedelta(days=3))
    register = reverse("governance:decisions")

    for address in (page_of(decision, "decision"), register):
        said = client.get(address).content.decode()
        assert "n corso" in said
        assert "Carla Pesci" not in said
    ActionItem.objects.for_everyone(reason="prova").filter(pk=made.pk).update(
        state="done", ended_at=timezone.now()
    )
    governing.action(meeting, member.person, decision=decision, due_on=TODAY - timedelta(days=3))

    for address in (page_of(decision, "decision"), register):
        assert "n ritardo" in client.get(address).content.decode()


def test_its_owner_ends_it_with_a_word(as_member, meeting, member):
    made = governing.action(meeting, member.person)
    end = page_of(made, "action_end")

    assert "Chiudi l&#x27;azione" in as_member.get(page_of(made)).content.decode().replace("'", "&#x27;")
    bad = as_member.post(end, {"state": "dropped", "outcome": ""})
    assert bad.context["form"].errors.keys() == {"outcome"}
    answer = as_member.post(end, {"state": "dropped", "outcome": "Ci ha pensato la Regione."}, follow=True)

    assert "Ci ha pensato la Regione." in answer.content.decode()
    again = as_member.post(end, {"state": "done", "outcome": ""})
    assert "già chiusa" in again.content.decode()


@pytest.mark.parametrize("typed", [{}, {"state": "x"}, {"state": "done", "outcome": "a" * 600}])
def test_nonsense_ends_nothing(as_member, meeting, member, typed):
    made = governing.action(meeting, member.person)

    assert as_member.post(page_of(made, "action_end"), typed).context["form"].errors
    assert ActionItem.objects.for_everyone(reason="prova").open().count() == 1


def test_never_somebody_elses(as_member, meeting, member):
    theirs = governing.action(meeting)
    elsewhere = governing.action(
        governing.meeting(governing.body(), state="closed", first_call_at=HELD), words="Cose di altri"
    )

    assert as_member.get(page_of(theirs)).status_code == 200
    assert as_member.post(page_of(theirs, "action_end"), {"state": "done"}).status_code == 404
    for name in ("action", "action_end"):
        assert as_member.get(page_of(elsewhere, name)).status_code == 404
    assert "Cose di altri" not in as_member.get(ACTIONS, {"di": "organi", "stato": "tutte"}).content.decode()
    assert as_member.get(page_of(meeting, "action_new")).status_code == 404


def test_who_sits_no_more_still_has_what_was_theirs_to_do(meeting):
    user = factories.person("sedeva@example.org", RoleKind.CITIZEN)
    governing.mandate(meeting.body, user.person, ends_on=TODAY - timedelta(days=1))
    made = governing.action(meeting, user.person)
    browser = factories.signed_in(user)

    assert browser.get(page_of(made)).status_code == 200
    assert browser.post(page_of(made, "action_end"), {"state": "done"}).status_code == 302


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, {"Mia", "Mia in ritardo"}),
        ({"stato": "ritardo"}, {"Mia in ritardo"}),
        ({"stato": "finite"}, {"Mia fatta"}),
        ({"di": "organi"}, {"Mia", "Mia in ritardo", "Di altri"}),
        ({"stato": "tutte"}, {"Mia", "Mia in ritardo", "Mia fatta"}),
        ({"stato": "x", "di": "y", "organo": "z"}, {"Mia", "Mia in ritardo"}),
    ],
)
def test_one_chooses_which_to_see(as_member, meeting, member, asked, shown):
    governing.action(meeting, member.person, words="Mia", due_on=TODAY + timedelta(days=4))
    governing.action(meeting, member.person, words="Mia in ritardo", due_on=TODAY - timedelta(days=4))
    governing.action(meeting, member.person, words="Mia fatta", state="done")
    governing.action(meeting, words="Di altri", due_on=TODAY)

    found = as_member.get(ACTIONS, asked).context["lines"]

    assert {each.action.words for each in found} == shown


@pytest.mark.parametrize("rows", [1, 25])
def test_the_pages_ask_as_much_for_many_as_for_one(
    as_member, meeting, member, rows, django_assert_max_num_queries
):
    for _each in range(rows):
        governing.action(meeting, member.person)

    with django_assert_max_num_queries(17):
        as_member.get(ACTIONS)
    with django_assert_max_num_queries(31):
        as_member.get(page_of(meeting, "meeting"))
