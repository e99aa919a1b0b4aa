"""How long it takes from one comune to another: estimated, corrected, asked."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from networking import travel
from networking.models import Comune, Fact, RoleKind, TravelTime
from networking.roads import Road, at_home, estimate, is_winter
from networking.territory import load
from tests import factories

pytestmark = pytest.mark.django_db
SUMMER, WINTER = date(2026, 7, 1), date(2027, 1, 15)


@pytest.fixture
def cascia():
    return Comune.objects.get(slug="cascia")


@pytest.fixture
def as_coordinator(norcia):
    user = factories.person(
        "coordina@example.org", RoleKind.VOLUNTEER_COORDINATOR, zone=norcia.zone, lives_in=norcia
    )
    return factories.signed_in(user)


def way(origin, destination):
    return TravelTime.objects.get(origin=origin, destination=destination)


def typed(client, slug, **changes):
    """What a browser would send back from the page of a comune, with `changes` by the name of the other one."""
    ways = client.get(f"/volontari/viaggi/{slug}/").context["ways"]
    sent = {"form-TOTAL_FORMS": len(ways.forms), "form-INITIAL_FORMS": len(ways.forms)}
    for form in ways.forms:
        sent |= {f"{form.prefix}-{name}": form[name].value() for name in ("id", "minutes", "winter_minutes")}
        for name, value in changes.get(form.instance.destination.slug.replace("-", "_"), {}).items():
            sent[f"{form.prefix}-{name}"] = value
    return sent


class TestEstimating:
    def test_every_way_of_the_territory_has_its_minutes_and_says_they_are_an_estimate(self):
        ways = TravelTime.objects.all()

        assert len(ways) == Comune.objects.count() ** 2
        assert all(each.is_estimate and each.source for each in ways)

    @pytest.mark.parametrize(
        ("origin", "destination", "least", "most"),
        [("norcia", "cascia", 20, 30), ("foligno", "spello", 5, 15), ("foligno", "spoleto", 25, 45)],
    )
    def test_an_estimate_is_near_what_people_say(self, origin, destination, least, most):
        found = way(Comune.objects.get(slug=origin), Comune.objects.get(slug=destination))

        assert least <= found.minutes <= most

    def test_what_staff_corrected_is_never_overwritten_by_loading(self, norcia, cascia):
        TravelTime.objects.filter(origin=norcia, destination=cascia).update(minutes=22, is_estimate=False)
        way(cascia, norcia).delete()

        assert load()["tempi di viaggio"] == 1
        assert way(norcia, cascia).minutes == 22

    @given(st.floats(0, 200), st.floats(1, 2), st.floats(20, 90), st.floats(1, 2))
    def test_winter_is_never_quicker_and_nobody_travels_in_no_time(self, km, detour, speed, winter):
        road = Road(detour, speed, winter)

        for summer, in_winter in (estimate(km, road), at_home(road)):
            assert 0 < summer <= in_winter


class TestAsking:
    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2026-11-30", False), ("2026-12-01", True), ("2027-03-31", True), ("2027-04-01", False)],
    )
    def test_winter_is_from_the_first_of_december_to_the_end_of_march(self, day, expected):
        assert is_winter(date.fromisoformat(day)) is expected

    def test_minutes_are_those_of_the_season(self, norcia, cascia):
        TravelTime.objects.filter(origin=norcia, destination=cascia).update(minutes=22, winter_minutes=31)

        assert travel.minutes_between(norcia, cascia, day=SUMMER) == 22
        assert travel.minutes_between(norcia, cascia, day=WINTER) == 31
        assert travel.matrix(WINTER)[norcia.pk, cascia.pk] == 31

    def test_what_nobody_knows_is_not_zero(self, norcia, cascia):
        way(norcia, cascia).delete()

        assert travel.minutes_between(norcia, cascia, day=SUMMER) is None
        assert (norcia.pk, cascia.pk) not in travel.matrix(SUMMER)

    @pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": 40, "winter_minutes": 39}])
    def test_minutes_that_cannot_be_are_refused_by_the_database(self, norcia, cascia, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            TravelTime.objects.filter(origin=norcia, destination=cascia).update(**wrong)


class TestCorrecting:
    def test_only_what_was_changed_is_written_and_stops_being_an_estimate(
        self, as_coordinator, norcia, cascia
    ):
        sent = typed(as_coordinator, "norcia", cascia={"minutes": "22"})

        assert as_coordinator.post("/volontari/viaggi/norcia/", sent).status_code == 302

        assert (way(norcia, cascia).minutes, way(norcia, cascia).is_estimate) == (22, False)
        assert TravelTime.objects.filter(is_estimate=False).count() == 1
        assert Fact.objects.filter(kind=travel.CHANGED, about=str(way(norcia, cascia).pk)).exists()

    def test_an_estimate_may_be_called_right_as_it_is(self, as_coordinator, norcia, cascia):
        sent = typed(as_coordinator, "norcia", cascia={"is_checked": "on"})

        as_coordinator.post("/volontari/viaggi/norcia/", sent)

        assert not way(norcia, cascia).is_estimate
        assert way(norcia, cascia).source == f"Controllato il {timezone.localdate():%d/%m/%Y}"

    def test_the_way_back_takes_as_long_only_within_ones_own_territory(self, as_coordinator, norcia, cascia):
        foligno = Comune.objects.get(slug="foligno")
        sent = typed(as_coordinator, "norcia", cascia={"minutes": "22"}, foligno={"minutes": "61"})

        as_coordinator.post("/volontari/viaggi/norcia/", {**sent, "also_back": "on"})

        assert way(cascia, norcia).minutes == 22
        assert way(foligno, norcia).is_estimate

    @pytest.mark.parametrize("typed_in", ["0", "-3", "abc", "301", "99"])
    def test_bad_minutes_stay_beside_their_field_and_nothing_is_written(
        self, as_coordinator, norcia, cascia, typed_in
    ):
        sent = typed(as_coordinator, "norcia", cascia={"minutes": typed_in}, preci={"minutes": "21"})

        page = as_coordinator.post("/volontari/viaggi/norcia/", sent)

        assert page.status_code == 200
        assert f'value="{typed_in}"' in page.text
        assert not TravelTime.objects.filter(is_estimate=False).exists()

    def test_a_way_of_another_comune_cannot_be_slipped_in(self, as_coordinator, cascia):
        stranger = way(cascia, cascia)
        sent = typed(as_coordinator, "norcia", cascia={"id": stranger.pk, "minutes": "1"})

        assert as_coordinator.post("/volontari/viaggi/norcia/", sent).status_code == 200
        assert way(cascia, cascia).minutes == stranger.minutes

    def test_never_for_another_zones_comune(self, as_coordinator):
        assert as_coordinator.get("/volontari/viaggi/foligno/").status_code == 404
        assert as_coordinator.post("/volontari/viaggi/foligno/", {}).status_code == 404

    def test_the_matrix_asks_the_database_as_often_whatever_its_size(
        self, as_coordinator, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(13):
            page = as_coordinator.get("/volontari/viaggi/")

        assert page.text.count("<td>") == Comune.objects.count() ** 2 + 1

    def test_a_comune_that_joins_is_estimated_at_once(self, client, norcia):
        administrator = factories.signed_in(
            factories.person("amministra@example.org", RoleKind.ADMINISTRATOR, everywhere=True)
        )
        values = {
            "zone": norcia.zone_id, "codice_istat": "054999", "codice_catastale": "Z999", "name": "Nuovo",
            "slug": "nuovo", "postcode": "06046", "latitude": "42.7", "longitude": "13.0",
            "population-TOTAL_FORMS": 0, "population-INITIAL_FORMS": 0,
        }  # fmt: skip

        administrator.post("/gestione/networking/comune/add/", values)

        assert way(norcia, Comune.objects.get(slug="nuovo")).is_estimate
