"""From asking to stopping, page by page; and never somebody else's."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networking.models import AccessRecord, Role, RoleKind
from tests import factories, volunteering
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db
APPLY, MINE = "/volontariato/candidatura/", "/volontariato/percorso/"


@pytest.fixture
def citizen(norcia):
    user = factories.person("vuole@example.org", RoleKind.CITIZEN, lives_in=norcia)
    user.person.birth_date, user.person.phone = date(1990, 5, 6), ""
    user.person.save()
    return user


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def desk(coordinator):
    return factories.signed_in(coordinator)


def paths():
    return Volunteer.objects.for_everyone(reason="una prova")


def applied(user):
    answer = {"motivation": "Ho tempo.", "max_travel_minutes": 30, "phone": "0743 816 000"}
    factories.signed_in(user).post(APPLY, answer)
    return paths().get(person=user.person)


def step(desk, volunteer, name, **typed):
    return desk.post(reverse("volunteers:candidate_step", args=[volunteer.pk, name]), typed)


def day(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_who_asks_is_heard_and_reads_what_is_missing(citizen):
    row = applied(citizen)

    page = factories.signed_in(citizen).get(MINE)
    assert (row.state, row.person.phone) == ("candidate", "+390743816000")
    assert "Manca il colloquio." in page.content.decode()


def test_what_was_typed_is_still_there_beside_the_sentence(citizen):
    page = factories.signed_in(citizen).post(APPLY, {"motivation": "Ho tempo.", "phone": "niente"})

    assert "Ho tempo." in page.content.decode()
    assert page.context["form"].errors["phone"]
    assert not paths().exists()


def test_under_sixteen_is_told_when_one_begins(citizen):
    citizen.person.birth_date = timezone.localdate() - timedelta(days=15 * 365)
    citizen.person.save()

    typed = {"phone": "0743 816 000", "max_travel_minutes": 30}
    page = factories.signed_in(citizen).post(APPLY, typed)

    assert "Si comincia a 16 anni" in page.content.decode()


def test_every_step_from_the_meeting_to_the_first_day(citizen, desk):
    volunteer, section, policy = applied(citizen), volunteering.section(), volunteering.policy()
    step(desk, volunteer, "colloquio", on=day())
    factories.signed_in(citizen).post(f"{MINE}accordo/", {"versione": "2026-11"})
    enrolled = {
        "section": section.pk,
        "effective_on": day(),
        "residence": "Via Roma 1",
        "birth_place": "Norcia",
    }
    step(desk, volunteer, "registro", **enrolled)
    early = step(desk, volunteer, "assicurazione", policy=policy.pk, starts_on=day())
    refused = step(desk, volunteer, "comincia")
    step(desk, volunteer, "assicurazione", policy=policy.pk, starts_on=day(1))

    step(desk, volunteer, "comincia")

    assert "dal giorno dopo" in early.content.decode()
    assert "Manca l&#x27;assicurazione" in refused.content.decode()
    assert paths().get().state == "active"
    assert Role.objects.filter(user=citizen, kind=RoleKind.VOLUNTEER).exists()


def test_one_stops_when_one_wants(citizen):
    volunteer = volunteering.able(citizen.person)
    asked = factories.signed_in(citizen).get(f"{MINE}smetto/")

    factories.signed_in(citizen).post(f"{MINE}smetto/")

    assert "Vuoi smettere?" in asked.content.decode()
    volunteer.refresh_from_db()
    assert volunteer.state == "ended"


def test_a_coordinator_of_elsewhere_finds_nothing(citizen, foligno):
    volunteer = applied(citizen)
    other = factories.person("altrove@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=foligno)
    client = factories.signed_in(other)

    assert client.get(reverse("volunteers:candidate", args=[volunteer.pk])).status_code == 404
    assert step(client, volunteer, "colloquio", on=day()).status_code == 404


def test_nobody_takes_the_steps_of_their_own_path(coordinator, desk, norcia):
    coordinator.person.birth_date, coordinator.person.comune = date(1980, 3, 4), norcia
    coordinator.person.save()
    volunteer = volunteering.candidate(coordinator.person)

    page = step(desk, volunteer, "colloquio", on=day())

    assert "se ne occupa una collega" in page.content.decode()


def test_whoever_opens_a_sheet_is_written_down(citizen, desk, coordinator):
    volunteer = applied(citizen)

    desk.get(reverse("volunteers:candidate", args=[volunteer.pk]))

    records = AccessRecord.objects.for_everyone(reason="una prova")
    assert records.filter(reader=coordinator.pk, subject_id=str(volunteer.pk)).exists()


def test_the_desk_asks_for_who_has_no_email(norcia):
    operator = factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, comune=norcia)
    person = factories.human("Niccolò Ng", birth_date=date(1950, 1, 1), comune=norcia)
    address = reverse("volunteers:desk_apply", args=[person.pk])

    factories.signed_in(operator).post(address, {"phone": "0743 816 000", "max_travel_minutes": 20})

    assert paths().get().person == person


@pytest.mark.parametrize(("born", "shown"), [(date(1950, 1, 1), True), (date(2020, 1, 1), False)])
def test_the_desk_finds_the_button_only_for_who_may_ask(norcia, born, shown):
    operator = factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, comune=norcia)
    person = factories.human("Niccolò Ng", birth_date=born, comune=norcia)

    page = factories.signed_in(operator).get(person.get_absolute_url()).content.decode()

    assert (reverse("volunteers:desk_apply", args=[person.pk]) in page) == shown


def test_the_desk_is_not_asked_twice(norcia):
    operator = factories.person("sportello@example.org", RoleKind.DESK_OPERATOR, comune=norcia)
    person = volunteering.candidate(factories.human(comune=norcia, birth_date=date(1950, 1, 1))).person

    page = factories.signed_in(operator).get(person.get_absolute_url()).content.decode()

    assert reverse("volunteers:desk_apply", args=[person.pk]) not in page


def test_who_has_not_begun_reads_one_reason_and_finds_the_rest_on_their_path(citizen, norcia):
    volunteering.candidate(citizen.person)
    turn = volunteering.request(norcia, local_date=timezone.localdate() + timedelta(days=5))

    page = factories.signed_in(citizen).get(turn.get_absolute_url())

    assert len(page.context["turn"].against) == 1
    assert MINE in page.content.decode()
