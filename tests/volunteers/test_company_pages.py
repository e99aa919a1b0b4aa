"""«Le mie visite», the coordinator's list and pages of company, and the public page: who sees what, and what it does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from networking.attention import waiting_for
from networking.models import AccessRecord, RoleKind
from tests import companions, factories, volunteering
from tests.volunteers.test_turn_pages import somebody
from volunteers.models import HelpRequest, Volunteer

pytestmark = pytest.mark.django_db
LIST, VISITS = "/volontariato/compagnia/", "/volontariato/visite/"


@pytest.fixture
def coordinator(norcia):
    return factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, zone=norcia.zone)


@pytest.fixture
def desk(coordinator):
    return factories.signed_in(coordinator)


@pytest.fixture
def marta(norcia):
    return somebody("marta@example.org", norcia)


@pytest.fixture
def pair(norcia, marta, coordinator):
    return made(companions.elder(norcia), marta, coordinator)


def made(person, volunteer, coordinator, **fields):
    now = timezone.now()
    first_on = timezone.localdate(now) + timedelta(days=2)
    return companions.pair(
        person, volunteer, by=coordinator, now=now, first_on=first_on, weekday=first_on.isoweekday(), **fields
    )


def mine(volunteer):
    return factories.signed_in(volunteer.person.account)


def begun(pair):
    """The first meeting of `pair`, as if it had been yesterday."""
    first = companions.meetings(pair)[0]
    HelpRequest.objects.filter(pk=first.pk).update(local_date=timezone.localdate() - timedelta(days=1))
    return first


def told(client, pair, **fields):
    return client.post(reverse("volunteers:visit_note", args=[pair.pk]), fields)


def test_a_volunteer_sees_whom_where_and_when_next(pair, marta):
    page = mine(marta).get(VISITS).content.decode()

    assert "Ida Sola" in page
    assert "Via dei Pini 3" in page
    assert "0743 000111" in page
    assert "Sposta" in page


def test_where_they_live_goes_with_the_pair(pair, marta, desk):
    desk.post(reverse("volunteers:companionship_end", args=[pair.pk]), {"because": "Si è trasferita."})

    page = mine(marta).get(VISITS).content.decode()

    assert "Ida Sola" not in page
    assert told(mine(marta), pair, told="well").status_code == 404


def test_who_may_not_come_any_more_does_not_read_where(pair, marta):
    marta.state = "paused"
    marta.save()

    page = mine(marta).get(VISITS).content.decode()

    assert "Via dei Pini 3" not in page
    assert "000111" not in page


@pytest.mark.parametrize("name", ["visit_note", "visit_move", "visit_skip"])
def test_never_another_volunteers_visit(pair, norcia, name):
    other = mine(somebody("luca@example.org", norcia))
    pk = pair.pk if name == "visit_note" else companions.meetings(pair)[0].pk

    answer = other.post(reverse(f"volunteers:{name}", args=[pk]), {"told": "well"})

    assert answer.status_code == 404
    assert not companions.notes().exists()


PAGES = [
    "companionship",
    "companionship_note",
    "companionship_pause",
    "companionship_resume",
    "companionship_end",
    "companionship_change",
    "referral_from_pair",
]


@pytest.mark.parametrize("name", PAGES)
def test_never_for_the_coordinator_of_another_zone(pair, foligno, name):
    far = factories.person("lontano@example.org", RoleKind.VOLUNTEER_COORDINATOR, zone=foligno.zone)

    client = factories.signed_in(far)
    ask = client.get if name == "companionship" else client.post
    answer = ask(reverse(f"volunteers:{name}", args=[pair.pk]))

    assert answer.status_code == 404
    assert "Ida" not in factories.signed_in(far).get(LIST).content.decode()


def test_never_for_another_family(pair, norcia):
    family = factories.signed_in(factories.person("f@example.org", RoleKind.GUARDIAN, lives_in=norcia))

    assert family.get(LIST).status_code in {403, 404}
    assert family.get(pair.get_absolute_url()).status_code in {403, 404}
    assert "Ida" not in family.get(VISITS).content.decode()


def test_two_taps_write_how_it_went_and_settle_the_turn(pair, marta):
    first = begun(pair)
    assert 'name="told"' in mine(marta).get(VISITS).content.decode()

    told(mine(marta), pair, turn=first.pk, told="so_so", note="Un po' triste.")

    note = companions.notes().get()
    assert (note.how, note.going, note.note, note.turn_id) == ("visit", "so_so", "Un po' triste.", first.pk)
    assert volunteering.assignments().get(request=first).state == "done"
    assert 'name="told"' not in mine(marta).get(VISITS).content.decode()


def test_without_a_choice_nothing_is_written(pair, marta):
    answer = told(mine(marta), pair, turn=begun(pair).pk, told="")

    assert answer.status_code == 200
    assert not companions.notes().exists()


def test_a_contact_nobody_had_planned_is_a_note_alone(pair, marta):
    today = timezone.localdate()

    told(mine(marta), pair, how="telephone", day=today.isoformat(), told="well", note="")

    assert (companions.notes().get().how, companions.notes().get().turn) == ("telephone", None)


def test_a_visit_is_moved_or_left_out_in_one_step(pair, marta):
    first, second = companions.meetings(pair)[:2]
    to = first.local_date + timedelta(days=1)

    mine(marta).post(reverse("volunteers:visit_move", args=[first.pk]), {"to": to, "start": "10:00"})
    mine(marta).post(reverse("volunteers:visit_skip", args=[second.pk]))

    first.refresh_from_db()
    assert (first.local_date, f"{first.local_start:%H:%M}-{first.local_end:%H:%M}") == (to, "10:00-11:00")
    assert second not in companions.meetings(pair)


def test_no_page_shows_a_meeting_of_two_to_others(pair, norcia):
    first = companions.meetings(pair)[0]
    other = mine(somebody("luca@example.org", norcia))

    for client in (Client(), other, mine(pair.volunteer)):
        assert client.get(reverse("volunteers:turn_detail", args=[first.pk])).status_code == 404
        assert other.post(reverse("volunteers:turn_sign_up", args=[first.pk])).status_code == 404
    for page in ("/volontariato/", "/"):
        assert first.title not in other.get(page).content.decode()


def test_the_worrying_come_first_then_the_silent(norcia, coordinator, desk):
    pairs = {
        name: made(companions.elder(norcia, f"{name} Sola"), volunteering.able(), coordinator)
        for name in ("Aldo", "Bice", "Carla")
    }
    long_ago = timezone.localdate() - timedelta(days=60)
    companions.pairs().filter(pk=pairs["Bice"].pk).update(started_on=long_ago, watched_from=long_ago)
    note = {"how": "telephone", "day": timezone.localdate().isoformat(), "told": "worrying", "note": ""}
    desk.post(reverse("volunteers:companionship_note", args=[pairs["Carla"].pk]), note)

    lines = desk.get(LIST).context["found"].lines

    assert [(line.pair.person.given_name, line.sign) for line in lines] == [
        ("Carla", "worrying"),
        ("Bice", "silent"),
        ("Aldo", ""),
    ]
    assert "2 compagnie da guardare" in " ".join(
        each.sentence for each in waiting_for(coordinator, now=timezone.now())
    )


def test_a_reading_of_who_coordinates_is_written_down(pair, desk, coordinator):
    desk.get(pair.get_absolute_url())

    readings = AccessRecord.objects.for_everyone(reason="prova").filter(subject_id=str(pair.pk))
    assert readings.get().reader == coordinator.pk


def new_pair(person, **fields):
    first_on = timezone.localdate() + timedelta(days=3)
    return {
        "kind": companions.company().pk,
        "form": "visit",
        "rhythm_days": 7,
        "weekday": 3,
        "local_start": "16:00",
        "local_end": "17:00",
        "first_on": first_on.isoformat(),
        "alert_after_days": 21,
        **fields,
    }


def test_a_pair_is_made_with_who_may_and_the_others_have_their_reasons(norcia, marta, desk):
    ida, candidate = (
        companions.elder(norcia),
        volunteering.candidate(factories.human("Ugo Forse", comune=norcia)),
    )
    Volunteer.objects.for_everyone(reason="prova").filter(pk=candidate.pk).update(
        state="active", met_on=volunteering.SINCE
    )
    where, fields = reverse("volunteers:companionship_new", args=[ida.pk]), new_pair(ida)

    found = desk.get(where, fields).context["found"]
    desk.post(where, {**fields, "chi": str(marta.pk)})

    assert [each.volunteer for each in found.may] == [marta]
    assert [volunteer for volunteer, _reasons in found.may_not] == [candidate]
    assert HelpRequest.objects.filter(companionship=None).count() == 0
    assert companions.pairs().get().volunteer == marta


def test_only_who_has_said_yes_may_be_chosen(norcia, desk):
    silent = companions.elder(norcia, "Ada Zitta", says_yes=False)

    assert "Ada" not in desk.get(reverse("volunteers:companionship_who")).content.decode()
    assert desk.get(reverse("volunteers:companionship_new", args=[silent.pk])).status_code == 404


def test_looking_for_who_may_leaves_nothing_behind(norcia, marta, desk):
    ida = companions.elder(norcia)

    desk.get(reverse("volunteers:companionship_new", args=[ida.pk]), new_pair(ida))

    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize("where", [LIST, VISITS], ids=["coordinator", "volunteer"])
def test_a_list_asks_as_much_for_many_as_for_one(
    norcia, coordinator, marta, where, django_assert_max_num_queries
):
    client = factories.signed_in(coordinator) if where == LIST else mine(marta)
    made(companions.elder(norcia), marta, coordinator)
    client.get(where)
    with django_assert_max_num_queries(40) as few:
        client.get(where)

    for hour in range(8, 16):
        times = {"local_start": f"{hour:02}:00", "local_end": f"{hour:02}:20"}
        made(
            companions.elder(norcia, f"Ida Sola{hour}"),
            marta,
            coordinator,
            kind=companions.company(),
            **times,
        )

    with django_assert_max_num_queries(len(few)):
        client.get(where)
