"""Open now: what SQL says of the whole catalogue is what the rules say of each service."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from networking.models import Holiday
from services import rules
from services.models import OpeningException, OpeningRule, Service
from services.search import loading, openings
from services.timetable import closed_days
from tests import factories

pytestmark = pytest.mark.django_db(transaction=False)

ROME = ZoneInfo("Europe/Rome")
# A month with a holiday (8 December), Christmas, and Sant'Emiliano (28 January) not far.
FIRST_DAY = date(2026, 12, 1)

days = st.integers(0, 60).map(lambda ahead: FIRST_DAY + timedelta(days=ahead))
hours = st.sampled_from([time(8), time(9), time(12, 30), time(13), time(18), time(23, 59)])
spans = st.tuples(hours, hours).filter(lambda span: span[0] < span[1])
optional_days = st.none() | days
weekly = st.fixed_dictionaries(
    {
        "weekday": st.integers(1, 7),
        "span": spans,
        "weeks_of_month": st.lists(st.integers(1, 5), max_size=2, unique=True),
        "validity": st.tuples(optional_days, optional_days).filter(
            lambda pair: None in pair or pair[0] <= pair[1]
        ),
        "by_appointment": st.booleans(),
    }
)
special = st.fixed_dictionaries({"days": st.tuples(days, days).map(sorted), "span": st.none() | spans})
services = st.fixed_dictionaries(
    {
        "rules": st.lists(weekly, max_size=4),
        "exceptions": st.lists(special, max_size=2),
        "closes_on_holidays": st.booleans(),
        "closes_on_patron_day": st.booleans(),
        "closure": st.none()
        | st.tuples(days, optional_days).filter(lambda pair: not pair[1] or pair[0] <= pair[1]),
    }
)
moments = st.tuples(
    days, st.sampled_from([time(7, 59), time(8), time(8, 30), time(12, 30), time(13), time(17, 59, 59)])
)


def make(values, comune):
    first, last = values["closure"] or (None, None)
    service = factories.service(
        comune=comune,
        closes_on_holidays=values["closes_on_holidays"],
        closes_on_patron_day=values["closes_on_patron_day"],
        closed_from=first,
        closed_until=last,
        closure_reason="lavori" if first else "",
    )
    for each in values["rules"]:
        OpeningRule.objects.create(
            service=service,
            weekday=each["weekday"],
            opens=each["span"][0],
            closes=each["span"][1],
            weeks_of_month=each["weeks_of_month"],
            valid_from=each["validity"][0],
            valid_to=each["validity"][1],
            by_appointment=each["by_appointment"],
        )
    for each in values["exceptions"]:
        opens, closes = each["span"] or (None, None)
        OpeningException.objects.create(
            service=service, first_day=each["days"][0], last_day=each["days"][1], opens=opens, closes=closes
        )
    return service


def open_at(moment):
    """The ids of the services that the search takes for open."""
    catalogue = loading.current()
    return set(catalogue.ids[openings.closing_minutes(catalogue, moment) > 0].tolist())


def is_open_by_the_rules(service, moment):
    day = moment.date()
    holidays = dict(Holiday.objects.filter(date=day).values_list("date", "name"))
    hours = rules.hours_on(
        day,
        rules=service.opening_rules.all(),
        exceptions=service.opening_exceptions.all(),
        closed_days=closed_days(service, [day], holidays),
    )
    return not service.is_closed_on(day) and rules.is_open_at(moment, hours)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=services, moment=moments)
def test_sql_and_rules_agree_on_every_service_and_moment(norcia, values, moment):
    norcia.patron_month, norcia.patron_day = 12, 14
    norcia.save()
    service = make(values, norcia)
    moment = datetime.combine(*moment, tzinfo=ROME)

    assert (service.pk in open_at(moment)) == is_open_by_the_rules(service, moment)

    Service.objects.filter(pk=service.pk).update(withdrawn_at=factories.LONG_AGO)


def test_the_clock_is_the_italian_one_in_summer_and_in_winter(norcia):
    service = factories.service(comune=norcia)
    for weekday in range(1, 8):
        factories.opening(service, weekday, "9:00", "10:00")
    utc = ZoneInfo("UTC")

    assert service.pk in open_at(datetime(2026, 7, 1, 7, 30, tzinfo=utc))
    assert service.pk not in open_at(datetime(2026, 12, 1, 7, 30, tzinfo=utc))
    assert service.pk in open_at(datetime(2026, 12, 1, 8, 30, tzinfo=utc))


def test_a_withdrawn_service_is_not_open(norcia, now):
    service = factories.service(comune=norcia)
    factories.opening(service, now.isoweekday(), "9:00", "13:00")
    Service.objects.filter(pk=service.pk).update(withdrawn_at=factories.LONG_AGO)

    assert open_at(now) == set()
