"""The pages on which who coordinates writes turns, and the list of those a volunteer may do."""

import pytest
from django.urls import reverse

from networking.models import RoleKind
from tests import factories, volunteering
from volunteers.models import HelpRequest

pytestmark = pytest.mark.django_db
LIST = "/volontariato/richieste/"
ACTS = ("modifica", "sposta", "ripeti")


@pytest.fixture
def rosa(norcia):
    return factories.signed_in(
        factories.person("coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, comune=norcia)
    )


@pytest.fixture
def marta(norcia):
    user = factories.person("marta@example.org", RoleKind.VOLUNTEER, lives_in=norcia)
    user.person.birth_date = volunteering.SINCE.replace(year=1980)
    user.person.save()
    volunteering.able(user.person)
    return factories.signed_in(user)


@pytest.fixture
def turn(norcia):
    return volunteering.request(norcia, title="Compiti insieme", places=2)


def written(norcia, **changed):
    return {
        "comune": norcia.pk,
        "local_date": "2028-03-01",
        "local_start": "16:00",
        "local_end": "18:00",
        "kind": volunteering.kind().pk,
        "title": "Spesa a casa",
        "places": "2",
        "minimum_team": "1",
        "priority": "2",
        "pubblica": "si",
        **changed,
    }


def test_who_coordinates_writes_a_turn_and_publishes_it(norcia, rosa):
    answer = rosa.post(f"{LIST}nuova/", written(norcia))

    made = HelpRequest.objects.get()
    assert answer.url == f"{LIST}{made.pk}/"
    assert made.published_at is not None
    assert "Spesa a casa" in rosa.get(LIST).content.decode()


def test_what_was_typed_stays_beside_its_mistake(norcia, rosa):
    page = rosa.post(f"{LIST}nuova/", written(norcia, minimum_team="5")).content.decode()

    assert "Non più delle persone che servono" in page
    assert 'value="Spesa a casa"' in page
    assert not HelpRequest.objects.exists()


def test_never_in_somebody_elses_territory(cascia, rosa):
    turn = volunteering.request(cascia)

    assert rosa.post(f"{LIST}nuova/", written(cascia)).status_code == 200
    assert {rosa.post(f"{LIST}{turn.pk}/{act}/").status_code for act in (*ACTS, "pubblica")} == {404}
    assert HelpRequest.objects.count() == 1


def test_a_volunteer_writes_nothing(marta, turn):
    assert marta.get(LIST).status_code == 403
    assert {marta.post(f"{LIST}{turn.pk}/{act}/").status_code for act in ACTS} == {403}


def test_moving_from_the_page_moves(norcia, rosa, turn):
    where = {"comune": norcia.pk, "local_date": "2028-03-02", "local_start": "9:00", "local_end": "11:00"}
    turn.local_date = turn.local_date.replace(year=2028)
    turn.save()

    rosa.post(f"{LIST}{turn.pk}/sposta/", where)

    turn.refresh_from_db()
    assert (turn.local_date.isoformat(), turn.local_start.hour, turn.sequence) == ("2028-03-02", 9, 2)


def test_the_filters_choose_by_state_and_week(norcia, rosa):
    later = {"local_date": volunteering.TURN.replace(year=2028)}
    volunteering.request(norcia, title="Bozza", published_at=None, **later)
    volunteering.request(norcia, title="Pronto", **later)

    drafts = rosa.get(f"{LIST}?stato=bozze").content.decode()
    another_week = rosa.get(f"{LIST}?settimana=2028-06-01").content.decode()

    assert "Bozza" in drafts
    assert "Pronto" not in drafts
    assert "Nessuna richiesta" in another_week


def test_what_suits_me_is_what_the_one_answer_says(norcia, marta):
    later = {"local_date": volunteering.TURN.replace(year=2027)}
    volunteering.request(norcia, title="Va bene", **later)
    barred = volunteering.kind(minors="regular", minimum_adults=2, needed=["clearance"])
    volunteering.request(norcia, title="Non ancora", kind=barred, **later)

    suited = marta.get(reverse("volunteers:turns")).content.decode()
    everything = marta.get(f"{reverse('volunteers:turns')}?quali=tutti").content.decode()

    assert "Va bene" in suited
    assert "Non ancora" not in suited
    assert "Per ora non puoi" in everything
    assert "verifica per il lavoro con i minori" in everything


@pytest.mark.parametrize("many", [1, 25])
def test_the_lists_ask_the_same_however_many(norcia, rosa, marta, many, django_assert_max_num_queries):
    for _each in range(many):
        volunteering.request(norcia, local_date=volunteering.TURN.replace(year=2027))

    with django_assert_max_num_queries(17):
        rosa.get(LIST)
    with django_assert_max_num_queries(17):
        marta.get(reverse("volunteers:turns"))
