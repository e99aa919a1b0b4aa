"""The pages of turns: what each reader sees, and never somebody else's."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import RoleKind
from networking.outbox.kinds import kind_of
from tests import factories, volunteering
from volunteers.invitation_links import token_of
from volunteers.models import Assignment, HelpKind
from volunteers.turns import inviting

pytestmark = pytest.mark.django_db
MINE = "/volontariato/miei-turni/"
DESK = "/volontariato/coordinamento/"


def soon(comune, days=5, **fields):
    return volunteering.request(comune, local_date=timezone.localdate() + timedelta(days=days), **fields)


def somebody(mail, comune):
    user = factories.person(mail, RoleKind.VOLUNTEER, lives_in=comune)
    user.person.birth_date = factories.LONG_AGO.date().replace(year=1980)
    user.person.save()
    return volunteering.able(user.person)


@pytest.fixture
def volunteer(norcia):
    return somebody("aiuta@example.org", norcia)


@pytest.fixture
def as_volunteer(volunteer):
    return factories.signed_in(volunteer.person.account)


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def invited(volunteer, norcia, coordinator):
    return inviting.invite([volunteer], soon(norcia), by=coordinator, now=timezone.now()).made[0]


def state(row):
    row.refresh_from_db()
    return row.state


def test_everybody_reads_of_a_turn_and_nobody_of_a_draft(client, norcia):
    assert "Serve ancora 1 persona" in client.get(soon(norcia).get_absolute_url()).content.decode()
    assert client.get(soon(norcia, published_at=None).get_absolute_url()).status_code == 404


def test_who_may_signs_up_from_the_page(as_volunteer, norcia):
    turn = soon(norcia)
    assert "Vengo io" in as_volunteer.get(turn.get_absolute_url()).content.decode()

    as_volunteer.post(reverse("volunteers:turn_sign_up", args=[turn.pk]))

    assert volunteering.assignments().get().state == Assignment.State.ACCEPTED


def test_who_may_not_reads_why_and_what_to_do(as_volunteer, norcia):
    turn = soon(norcia, kind=volunteering.kind(needed=["safety"]))

    page = as_volunteer.get(turn.get_absolute_url()).content.decode()

    assert "Vengo io" not in page
    assert "Chiedi a chi coordina come si ottiene o si rinnova." in page


def test_the_page_forces_nobody_in(as_volunteer, norcia):
    turn = soon(norcia, kind=volunteering.kind(needed=["safety"]))

    as_volunteer.post(reverse("volunteers:turn_sign_up", args=[turn.pk]))

    assert not volunteering.assignments().exists()


def test_looking_at_the_link_changes_nothing(client, invited):
    link = reverse("volunteers:invitation", args=[token_of(invited)])

    assert "Ci dai una mano?" in client.get(link).content.decode()
    assert state(invited) == Assignment.State.INVITED


def test_the_link_answers_without_signing_in_and_twice_is_once(client, invited):
    link = reverse("volunteers:invitation", args=[token_of(invited)])
    for _again in range(2):
        page = client.post(link, {"risposta": "vengo"}, follow=True)

    assert "Grazie: ti aspettiamo" in page.content.decode()
    assert state(invited) == Assignment.State.ACCEPTED


def test_the_link_says_that_the_place_went_to_another(client, invited):
    volunteering.assign(volunteering.able(), invited.request)

    page = client.get(reverse("volunteers:invitation", args=[token_of(invited)])).content.decode()

    assert "Il posto è andato a un&#x27;altra persona" in page or "andato a un'altra persona" in page


def test_the_link_says_that_it_is_too_late(client, invited):
    volunteering.assignments().update(answer_by=timezone.now() - timedelta(minutes=1))
    invited.refresh_from_db()

    page = client.post(
        reverse("volunteers:invitation", args=[token_of(invited)]), {"risposta": "vengo"}, follow=True
    )

    assert "Il tempo per rispondere è finito" in page.content.decode()
    assert state(invited) == Assignment.State.INVITED


def test_a_made_up_link_opens_nothing(client):
    assert client.get(reverse("volunteers:invitation", args=["inventato"])).status_code == 404


@pytest.mark.parametrize("page", ["turn_answer", "turn_withdraw"])
def test_never_for_somebody_elses_turn(invited, norcia, page):
    other = factories.signed_in(somebody("altra@example.org", norcia).person.account)

    answered = other.post(reverse(f"volunteers:{page}", args=[invited.pk]), {"risposta": "non-posso"})

    assert answered.status_code == 404
    assert state(invited) == Assignment.State.INVITED


def test_ones_own_pages_show_never_somebody_elses(invited, norcia):
    other = factories.signed_in(somebody("altra@example.org", norcia).person.account)

    assert invited.request.title not in other.get(MINE).content.decode()


def test_answers_and_gives_back_from_ones_own_pages(as_volunteer, invited):
    as_volunteer.post(reverse("volunteers:turn_answer", args=[invited.pk]), {"risposta": "vengo"})
    assert state(invited) == Assignment.State.ACCEPTED

    as_volunteer.post(reverse("volunteers:turn_withdraw", args=[invited.pk]), {"because": "lavoro"})
    assert state(invited) == Assignment.State.WITHDRAWN


@pytest.mark.parametrize("many", [1, 25])
def test_ones_own_turns_ask_the_same_however_many(
    as_volunteer, volunteer, norcia, many, django_assert_max_num_queries
):
    for number in range(many):
        volunteering.assign(volunteer, soon(norcia, days=5 + number))

    with django_assert_max_num_queries(14):
        assert as_volunteer.get(MINE).content.decode().count("Non posso più") == many


def test_lr_v16_who_comes_reads_the_risks_before_the_first_turn(norcia, now):
    """Art. 3, comma 12-bis, D.Lgs. 81/2008: on the turn, on the invitation, in the mail that says «we expect you»."""
    turn = soon(norcia)
    HelpKind.objects.filter(pk=turn.kind_id).update(risks="Non sollevare da terra chi cade.\nChiama il 118.")
    volunteer = somebody("legge@example.org", norcia)
    client = factories.signed_in(volunteer.person.account)

    assert "Chiama il 118." in client.get(turn.get_absolute_url()).content.decode()
    client.post(reverse("volunteers:turn_sign_up", args=[turn.pk]))

    notice = factories.notices().get(kind="volunteers.turn_accepted")
    assert "Per la tua sicurezza: Non sollevare da terra chi cade. Chiama il 118." in " ".join(
        kind_of(notice.kind).compose(notice, timezone.now()).paragraphs
    )


def test_lr_v16_the_invitation_says_the_risks_too(norcia, coordinator, client, now):
    turn = soon(norcia)
    HelpKind.objects.filter(pk=turn.kind_id).update(risks="Chiama il 118.")
    asked = inviting.invite([somebody("chi@example.org", norcia)], turn, by=coordinator, now=timezone.now())

    page = client.get(reverse("volunteers:invitation", args=[token_of(asked.made[0])]))

    assert "Chiama il 118." in page.content.decode()


def test_the_same_answer_twice_is_said_to_be_the_same(as_volunteer, invited):
    address = reverse("volunteers:turn_answer", args=[invited.pk])
    first, again = (
        as_volunteer.post(address, {"risposta": "vengo"}, follow=True).content.decode() for _each in range(2)
    )

    assert "Hai già risposto così" not in first
    assert "Hai già risposto così: grazie." in again
    assert volunteering.assignments().count() == 1


def test_signing_up_twice_is_said_to_be_the_same(as_volunteer, norcia):
    address = reverse("volunteers:turn_sign_up", args=[soon(norcia).pk])
    first, again = (as_volunteer.post(address, follow=True).content.decode() for _each in range(2))

    assert "Grazie: ti aspettiamo." in first
    assert "Ti eri già segnato: ti aspettiamo." in again
    assert volunteering.assignments().count() == 1
