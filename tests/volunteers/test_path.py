"""From asking to help to stopping: nobody begins before all that the law and we ask."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from networking.models import Consent, Role, RoleKind
from tests import factories, volunteering
from volunteers.models import InsuranceCover, RegisterEntry, Volunteer
from volunteers.path import (
    activating,
    agreeing,
    applying,
    ending,
    insuring,
    meeting,
    parents,
    pausing,
)
from volunteers.path.refusing import PathError
from volunteers.register import writing

pytestmark = pytest.mark.django_db
ADULT, SEVENTEEN = date(1980, 3, 4), date(2009, 5, 5)


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)


@pytest.fixture
def account(norcia):
    return factories.person("aiuta@example.org", RoleKind.CITIZEN, lives_in=norcia, full_name="Niccolò Ng")


def told(kind):
    return factories.notices().filter(kind=f"volunteers.path_{kind}")


def again(volunteer):
    return Volunteer.objects.for_everyone(reason="una prova").get(pk=volunteer.pk)


def ask(person, now, by=None, **fields):
    values = {"motivation": "Ho tempo.", "max_travel_minutes": 30, **fields}
    return applying.apply(person, by=by or person.account, now=now, **values)


def ready(person, coordinator, now, *, without=""):
    """Somebody who has made every step before the last, `without` one."""
    row = ask(person, now, by=person.account or coordinator, birth_date=ADULT)
    today = timezone.localdate(now)
    if without != "meeting":
        meeting.write_meeting(row.pk, on=today, by=coordinator, now=now)
    if without != "agreement":
        agreeing.write_paper(row.pk, by=coordinator, now=now)
    if without != "register":
        enrolled(row, coordinator, now)
    if without not in ("register", "insurance"):
        policy = volunteering.policy()
        insuring.insure(row.pk, policy, starts_on=today + timedelta(days=1), by=coordinator, now=now)
    return row


def enrolled(row, coordinator, now):
    return writing.enrol(
        row.person,
        volunteering.section(),
        effective_on=timezone.localdate(now),
        by=coordinator,
        now=now,
        birth_place="Norcia",
        residence="Via Roma 1, Norcia",
    )


def test_who_asks_is_thanked_and_who_coordinates_there_is_told(account, coordinator, now):
    ask(account.person, now, birth_date=ADULT)

    assert told("received").get().person == account.person
    assert told("new").get().person == coordinator.person


def test_asking_twice_is_asking_once(account, now):
    assert ask(account.person, now, birth_date=ADULT) == ask(account.person, now)
    assert told("received").count() == 1


@pytest.mark.parametrize("born", [date(2010, 11, 26), None])
def test_nobody_asks_before_sixteen_or_without_a_birth_date(account, now, born):
    with pytest.raises(PathError):
        ask(account.person, now, birth_date=born)


def test_what_is_known_already_is_not_changed_by_asking(account, now):
    account.person.birth_date = ADULT
    account.person.save()

    row = ask(account.person, now, birth_date=SEVENTEEN, phone="+390743000000")

    assert (row.person.birth_date, row.person.phone) == (ADULT, "+390743000000")


@pytest.mark.parametrize("without", ["meeting", "agreement", "register", "insurance"])
def test_lr_v1_nobody_is_active_without_each_step(account, coordinator, now, without):
    row = ready(account.person, coordinator, now, without=without)

    with pytest.raises(PathError, match="Manca"):
        activating.activate(row.pk, by=coordinator, now=now)

    assert again(row).state != "active"


def test_with_every_step_they_begin_hold_the_role_and_are_welcome(account, coordinator, now):
    row = ready(account.person, coordinator, now)

    activating.activate(row.pk, by=coordinator, now=now)

    assert Role.objects.filter(user=account, kind="volunteer", ends_on=None).exists()
    assert told("active").get().person == account.person


def test_lr_v3_insurance_begins_the_day_after_the_register(account, coordinator, now):
    row = ready(account.person, coordinator, now, without="insurance")

    with pytest.raises(PathError, match="giorno dopo"):
        insuring.insure(
            row.pk, volunteering.policy(), starts_on=timezone.localdate(now), by=coordinator, now=now
        )


def test_nobody_makes_the_steps_of_their_own_path(coordinator, now):
    row = volunteering.candidate(coordinator.person)

    with pytest.raises(PathError, match="tuo percorso"):
        meeting.write_meeting(row.pk, on=timezone.localdate(now), by=coordinator, now=now)


@pytest.fixture
def mother(norcia):
    return factories.person("mamma@example.org", RoleKind.CITIZEN, lives_in=norcia)


@pytest.fixture
def girl(mother, norcia, coordinator, now):
    """A girl of seventeen, with every step made but what her parents do."""
    girl = factories.child_of(mother, "Agata D'Angelo", birth_date=SEVENTEEN, comune=norcia)
    return ready(girl, coordinator, now)


def test_lr_v13_under_age_nobody_begins_before_a_parent_agrees_and_is_met(girl, mother, coordinator, now):
    today = timezone.localdate(now)
    assert len(activating.missing(again(girl), today)) == 2

    parents.agree(girl.pk, said_by=mother.person, through=Consent.Door.OWN_AREA, now=now)
    meeting.write_parent(girl.pk, on=today, by=coordinator, now=now)

    assert activating.activate(girl.pk, by=coordinator, now=now).state == "active"


def test_who_answers_for_a_minor_is_asked(girl, mother):
    assert told("parent").get().person == mother.person


def test_a_parent_who_changes_their_mind_takes_the_turns_away_at_once(norcia, now):
    mother = factories.person("mamma@example.org", RoleKind.CITIZEN, lives_in=norcia)
    child = factories.child_of(mother, birth_date=SEVENTEEN, comune=norcia)
    girl, turn = (
        volunteering.able(child, parent_met_on=volunteering.SINCE),
        volunteering.request(norcia, places=2),
    )
    volunteering.consent(girl)
    volunteering.assign(volunteering.able(), turn)
    volunteering.assign(girl, turn)

    parents.take_back(girl.pk, said_by=mother.person, through=Consent.Door.OWN_AREA, now=now)

    assert volunteering.assignments().get(volunteer=girl).state == "suspended"


def test_a_pause_suspends_the_turns_and_coming_back_asks_again_for_everything(norcia, coordinator, now):
    volunteer = volunteering.able()
    volunteering.assign(volunteer, volunteering.request(norcia))
    pausing.pause(volunteer.pk, by=coordinator, now=now)
    assert volunteering.assignments().get().state == "suspended"
    InsuranceCover.objects.for_everyone(reason="una prova").delete()

    with pytest.raises(PathError, match="assicurazione"):
        pausing.resume(volunteer.pk, by=coordinator, now=now)


def test_who_stops_leaves_register_insurance_turns_and_role_on_the_same_day(
    norcia, account, coordinator, now
):
    account.person.birth_date = ADULT
    account.person.save()
    volunteer, today = volunteering.able(account.person), timezone.localdate(now)
    volunteering.assign(volunteer, volunteering.request(norcia))
    Role.objects.create(user=account, kind="volunteer", starts_on=volunteering.SINCE)

    ending.end(volunteer.pk, by=account, now=now)

    last = RegisterEntry.objects.for_everyone(reason="una prova").get(event="cessation")
    cover = InsuranceCover.objects.for_everyone(reason="una prova").get()
    assert (last.effective_on, cover.ends_on) == (today, today + timedelta(days=1))
    assert volunteering.assignments().get().state == "withdrawn"
    assert Role.objects.get(user=account, kind="volunteer").ends_on == today
    assert told("ended").get().person == account.person


def test_a_no_is_kind_and_says_one_of_the_reasons_that_may_be_read(account, coordinator, now):
    row = ask(account.person, now, birth_date=ADULT)

    ending.refuse(row.pk, because="nothing_near", by=coordinator, now=now)

    assert ":nothing_near:" in told("refused").get().key
    assert told("new").get().state == "withdrawn"


def test_who_is_in_the_register_is_not_told_no_but_stops(account, coordinator, now):
    row = ready(account.person, coordinator, now)

    with pytest.raises(PathError, match="registro"):
        ending.refuse(row.pk, because="together", by=coordinator, now=now)


def test_who_stopped_may_ask_again_from_the_first_step(account, coordinator, now):
    row = ready(account.person, coordinator, now)
    ending.end(row.pk, by=account, now=now)

    row = ask(account.person, now + timedelta(days=1))

    assert (row.state, row.met_on, row.agreed_at, row.ended_on) == ("candidate", None, None, None)


def test_the_agreement_is_accepted_by_who_it_is_about_in_the_words_of_today(account, coordinator, now):
    row = ask(account.person, now, birth_date=ADULT)

    for version, by in (("2020-01", account), ("2026-11", coordinator)):
        with pytest.raises(PathError):
            agreeing.accept(row.pk, version=version, by=by, now=now)

    assert again(row).agreed_at is None
