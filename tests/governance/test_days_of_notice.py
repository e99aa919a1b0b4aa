"""The days of notice, as the database reckons and refuses them: over the nights when the clocks change too."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from governance.models import AgendaItem, BodyRule, Meeting
from tests import governing
from tests.governing import FIRST_CALL, ROME

pytestmark = pytest.mark.django_db


def refused(promise):
    """The database refuses by this name."""
    return pytest.raises(IntegrityError, match=promise)


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def meetings():
    return Meeting.objects.for_everyone(reason="prova")


def at(day, hour=18, minute=0, month=10):
    return datetime(2026, month, day, hour, minute, tzinfo=ROME)


# The clocks go back in the night between 24 and 25 October 2026, forward on 28 March 2027.
DAYS = [
    (at(19), at(24), 5, "a Saturday before the clocks go back"),
    (at(20, 23, 59), at(25, 0, 1), 5, "one minute each side, over the night of 25 hours"),
    (at(20, 0, 0), at(25, 23, 59), 5, "the same two days, almost six times 24 hours"),
    (at(20, 23, 59), at(24, 23, 58), 4, "less than four times 24 hours"),
    (at(25, 2, 30), at(30, 2, 30), 5, "sent in the hour that comes twice"),
    (at(25, 2, 30).replace(fold=1), at(30, 2, 30), 5, "the second time that hour comes"),
    (at(24, 23, 30), at(25, 0, 30), 1, "an hour of distance, a day of notice"),
    (at(25, 0, 0), at(25, 23, 59), 0, "25 hours in one day"),
]


class TestDaysOfNotice:
    @pytest.mark.parametrize(("sent", "called", "days", "why"), DAYS, ids=[each[-1] for each in DAYS])
    def test_whole_days_from_that_of_sending_to_that_of_the_call(self, sent, called, days, why):
        with connection.cursor() as cursor:
            cursor.execute("SELECT governance_days_of_notice(%s, %s)", [sent, called])
            assert cursor.fetchone() == (days,), why

    @pytest.mark.parametrize(
        ("days", "late_notice", "late_because", "promise"),
        [
            (5, "refused", "", None),
            (4, "refused", "", "the_notice_is_long_enough"),
            (4, "refused", "C'è fretta", "the_notice_is_long_enough"),
            (4, "flagged", "C'è fretta", None),
            (4, "flagged", "", "a_late_notice_says_why"),
            (4, "flagged", "  ", "a_late_notice_says_why"),
            (5, "flagged", "", None),
            (-1, "flagged", "C'è fretta", "the_notice_is_long_enough"),
        ],
    )
    def test_a_late_notice_is_refused_or_says_why(self, days, late_notice, late_because, promise):
        body = governing.body()
        governing.rule(body, late_notice=late_notice, notice_days=5)
        meeting = governing.meeting(body, state="draft")
        sent = FIRST_CALL - timedelta(days=days)
        governing.notify(meeting, sent_at=sent, late_because=late_because)
        governing.agenda_of(meeting).update(notified_in=1)

        def convene():
            rule = BodyRule.objects.in_force_on(body, FIRST_CALL.date())
            with transaction.atomic():
                meetings().filter(pk=meeting.pk).update(state="convened", rule=rule, convened_at=sent)

        if promise:
            with refused(promise):
                convene()
        else:
            convene()

    @pytest.mark.parametrize(("days", "is_refused"), [(5, False), (4, True)])
    def test_a_point_added_afterwards_needs_the_same_days(self, days, is_refused):
        meeting = governing.meeting(governing.body())
        added = AgendaItem(meeting=meeting, title="Ancora uno", position=2)
        agenda = [*governing.agenda_of(meeting), added]

        def add():
            with transaction.atomic():
                governing.notify(meeting, agenda=agenda, sent_at=FIRST_CALL - timedelta(days=days))

        if is_refused:
            with refused("the_notice_is_long_enough"):
                add()
        else:
            add()

    @pytest.mark.parametrize(
        ("hours", "promise"), [(None, None), (0.5, "the_second_call_is_later|follows"), (1, None)]
    )
    def test_the_second_call_follows_the_rules(self, hours, promise):
        body = governing.body()
        governing.rule(body, has_second_call=True, hours_to_second_call=1)
        second = FIRST_CALL + timedelta(hours=hours) if hours else None
        if promise:
            with refused(promise), transaction.atomic():
                governing.meeting(body, second_call_at=second)
        else:
            governing.meeting(body, second_call_at=second)

    def test_no_second_call_where_the_rules_know_none(self):
        with refused("the_second_call_follows_the_rules"), transaction.atomic():
            governing.meeting(governing.body(), second_call_at=FIRST_CALL + timedelta(hours=2))

    def test_nobody_from_afar_where_rules_forbid(self):
        body = governing.body()
        governing.rule(body, may_be_remote=False)

        with refused("nobody_from_afar_where_rules_forbid"), transaction.atomic():
            governing.meeting(body, mode="mixed")
