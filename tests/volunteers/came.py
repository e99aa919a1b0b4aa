"""Turns that are over, and who came to them, for tests."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from networking.rules import ITALY
from tests import volunteering
from volunteers.models import HoursLog

# A week ago, from four to six: pages ask the clock.
DAY = timezone.localdate() - timedelta(days=7)
BEGINS = datetime.combine(DAY, time(16), tzinfo=ITALY)
AFTER = datetime.combine(DAY + timedelta(days=6), time(10), tzinfo=ITALY)
BORN = date(1980, 3, 4)


def row(comune, volunteer=None, *, days=0, **fields):
    """That `volunteer` (somebody, if nobody is named) came to a turn, as many days before."""
    turn = volunteering.request(comune, local_date=DAY - timedelta(days=days), **fields)
    return volunteering.assign(volunteer or volunteering.able(), turn)


def able(user):
    """The volunteer that somebody with an access is."""
    user.person.birth_date = BORN
    user.person.save()
    return volunteering.able(user.person)


def logs():
    """Everybody's hours."""
    return HoursLog.objects.for_everyone(reason="una prova")


def log():
    """The only ones there are."""
    return logs().get()
