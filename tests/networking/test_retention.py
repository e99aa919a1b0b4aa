"""What has been kept long enough goes, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from networking import retention
from networking.models import OutboxMail, PageReport
from services.models import ErrorReport, MissedSearch
from tests import factories

pytestmark = pytest.mark.django_db


def mail_of(moment):
    return OutboxMail.objects.create(to="lucia@example.org", created_at=moment, due_at=moment)


def page_report_of(moment):
    return PageReport.objects.create(path="/", message="Non si apre", reported_at=moment)


def error_report_of(moment):
    return ErrorReport.objects.create(service=factories.service(), field="hours", reported_at=moment)


def missed_search_of(moment):
    return MissedSearch.objects.create(words="pittura", month=moment.date(), times=1)


def session_of(moment):
    return Session.objects.create(session_key=f"{moment:%Y%m%d%H}", expire_date=moment)


@pytest.mark.parametrize(
    ("made_on", "days"),
    [
        (mail_of, 30),
        (page_report_of, 365),
        (error_report_of, 365),
        (missed_search_of, 731),
        (session_of, 0),
    ],
)
def test_a_row_goes_when_its_time_is_over(now, made_on, days):
    made_on(now - timedelta(days=days + 1))
    kept = made_on(now - timedelta(days=days - 1))

    retention.delete_expired(now=now)

    assert list(type(kept).objects.all()) == [kept]


def test_every_dated_rule_is_tried_here():
    dated = {label for label, rule in retention.rules().items() if rule.days is not None}

    assert dated == {
        "networking.OutboxMail",
        "networking.PageReport",
        "services.ErrorReport",
        "services.MissedSearch",
    }
