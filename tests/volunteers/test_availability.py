"""«Quando posso»: what a volunteer offers of their time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from networking.models import RoleKind
from tests import factories, volunteering
from volunteers import telling_when
from volunteers.models import AvailabilityException, AvailabilityRule

pytestmark = pytest.mark.django_db
SINCE = date(2026, 1, 1)
PAGE = "/volontariato/disponibilita/"
LIMITS = {"max_travel_minutes": "25", "max_hours_a_week": "3", "max_turns_a_month": "2"}


@pytest.fixture
def volunteer(norcia):
    user = factories.person("aiuta@example.org", RoleKind.VOLUNTEER, lives_in=norcia)
    return volunteering.candidate(user.person)


@pytest.fixture
def as_volunteer(volunteer):
    return factories.signed_in(volunteer.person.account)


def week_of(volunteer):
    return telling_when.usual_week(volunteer)


def days():
    return AvailabilityException.objects.for_everyone(reason="una prova")


def rules():
    return AvailabilityRule.objects.for_everyone(reason="una prova")


def different(volunteer, ahead=7, **fields):
    day = timezone.localdate() + timedelta(days=ahead)
    made = AvailabilityException(volunteer=volunteer, **{"first_day": day, "last_day": day, **fields})
    made.save()
    return made


def typed(ahead=7, long=0, **changes):
    first = timezone.localdate() + timedelta(days=ahead)
    last = first + timedelta(days=long)
    return {"is_available": "no", "first_day": first, "last_day": last, "part": "day", **changes}


class TestTheUsualWeek:
    def test_what_is_ticked_is_kept_and_shown_ticked(self, as_volunteer, volunteer):
        as_volunteer.post(PAGE, {**LIMITS, "day_2": ["afternoon", "evening"], "day_6": ["morning"]})

        assert week_of(volunteer) == {(2, "afternoon"), (2, "evening"), (6, "morning")}
        assert as_volunteer.get(PAGE).text.count("checked") == 3 + 1

    def test_what_is_no_longer_ticked_goes_and_the_rest_keeps_its_first_day(self, as_volunteer, volunteer):
        AvailabilityRule(volunteer=volunteer, weekday=2, part="morning", valid_from=SINCE).save()
        AvailabilityRule(volunteer=volunteer, weekday=3, part="morning", valid_from=SINCE).save()

        as_volunteer.post(PAGE, {**LIMITS, "day_2": ["morning"]})

        assert list(rules().values_list("weekday", "valid_from")) == [(2, SINCE)]

    def test_what_was_agreed_until_a_day_is_not_touched(self, as_volunteer, volunteer):
        agreed = AvailabilityRule(
            volunteer=volunteer,
            weekday=5,
            part="morning",
            valid_from=date(2026, 1, 1),
            valid_to=date(2027, 1, 1),
        )
        agreed.save()

        as_volunteer.post(PAGE, LIMITS)

        assert rules().get() == agreed

    def test_how_far_and_how_often_at_most(self, as_volunteer, volunteer):
        as_volunteer.post(PAGE, LIMITS)

        volunteer.refresh_from_db()
        assert [str(getattr(volunteer, name)) for name in LIMITS] == list(LIMITS.values())

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("max_travel_minutes", "4"),
            ("max_travel_minutes", "mezz'ora"),
            ("max_hours_a_week", "0"),
            ("max_hours_a_week", "41"),
            ("max_turns_a_month", ""),
            ("day_2", "notte"),
        ],
    )
    def test_bad_input_stays_where_it_was_typed_and_nothing_is_written(
        self, as_volunteer, volunteer, field, value
    ):
        page = as_volunteer.post(PAGE, {**LIMITS, "day_1": ["morning"], field: value})

        assert page.status_code == 200
        assert field in page.context["week"].errors
        assert page.text.count("checked") == 1 + 1
        assert week_of(volunteer) == set()

    def test_a_day_is_a_group_with_its_name(self, as_volunteer):
        page = as_volunteer.get(PAGE)

        assert page.text.count("<fieldset") == 7 + 1
        assert "<legend>Lunedì</legend>" in page.text


class TestDifferentDays:
    def test_days_away_are_kept_and_said(self, as_volunteer, volunteer):
        as_volunteer.post(f"{PAGE}giorni/", typed(long=2))

        kept = days().get()
        assert (kept.volunteer, kept.is_available) == (volunteer, False)
        assert "Non posso" in as_volunteer.get(PAGE).text

    def test_said_again_the_last_word_holds(self, as_volunteer):
        as_volunteer.post(f"{PAGE}giorni/", typed())
        as_volunteer.post(f"{PAGE}giorni/", typed(is_available="yes"))

        assert days().get().is_available

    @pytest.mark.parametrize(
        "wrong",
        [
            {"ahead": 7, "long": -1},
            {"ahead": -9},
            {"ahead": 400},
            {"first_day": "30 febbraio"},
            {"part": "notte"},
            {"is_available": ""},
        ],
    )
    def test_days_that_cannot_be_are_refused_beside_their_field(self, as_volunteer, wrong):
        page = as_volunteer.post(f"{PAGE}giorni/", typed(**wrong))

        assert page.status_code == 200
        assert page.context["days"].errors
        assert "field-errors" in page.text
        assert not days().exists()

    def test_days_taken_away_are_like_the_others_again(self, as_volunteer, volunteer):
        as_volunteer.post(f"{PAGE}giorni/{different(volunteer).pk}/togli/")

        assert not days().exists()

    def test_never_somebody_elses(self, as_volunteer):
        theirs = different(volunteering.candidate(factories.human()))

        assert as_volunteer.post(f"{PAGE}giorni/{theirs.pk}/togli/").status_code == 404
        assert days().get() == theirs

    def test_days_that_are_over_are_not_shown(self, as_volunteer, volunteer):
        different(volunteer, ahead=-1)

        assert as_volunteer.get(PAGE).context["coming"] == []


class TestWhoMay:
    def test_who_is_no_volunteer_finds_no_page(self, norcia):
        client = factories.signed_in(factories.person("passa@example.org", RoleKind.CITIZEN, lives_in=norcia))

        assert client.get(PAGE).status_code == 404
        assert client.post(f"{PAGE}giorni/", typed()).status_code == 404

    @pytest.mark.parametrize("state", telling_when.GONE)
    def test_who_has_stopped_offers_no_hours(self, as_volunteer, volunteer, state):
        type(volunteer).objects.for_everyone(reason="una prova").update(state=state, ended_on=SINCE)

        assert as_volunteer.get(PAGE).status_code == 404

    def test_the_coordinator_of_another_zone_sees_nothing_of_it(self, volunteer, norcia):
        different(volunteer)
        here, there = (
            factories.person(f"{zone}@example.org", RoleKind.VOLUNTEER_COORDINATOR, zone=zone)
            for zone in (norcia.zone, type(norcia.zone).objects.get(number=8))
        )

        assert AvailabilityException.objects.visible_to(here).exists()
        assert not AvailabilityException.objects.visible_to(there).exists()

    @pytest.mark.parametrize("many", [1, 25])
    def test_the_page_asks_as_often_for_many_days_as_for_one(
        self, as_volunteer, volunteer, many, django_assert_max_num_queries
    ):
        for ahead in range(many):
            different(volunteer, ahead=ahead)

        with django_assert_max_num_queries(16):
            page = as_volunteer.get(PAGE)

        assert len(page.context["coming"]) == many
