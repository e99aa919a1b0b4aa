"""Time that jumps: the two nights when clocks are moved, and three days in which nobody sent anything."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone

from networking import notices, outbox
from networking.models import Person, Role, RoleKind
from networking.outbox import Telling
from networking.sms import folder
from tests import database, factories
from tests.faults import portal
from tests.faults.portal import BEAT, WORKER, queue

ROME = ZoneInfo("Europe/Rome")
# Clocks go back at 3 in the first night, forward at 2 in the second.
NIGHTS = {"autumn": date(2026, 10, 25), "spring": date(2027, 3, 28)}
QUARTER = timedelta(minutes=15)
OWN_QUEUE = queue(number=11)


@pytest.fixture(params=NIGHTS.values(), ids=NIGHTS)
def day(request):
    """The day whose first hours are moved."""
    return request.param


@pytest.fixture
def own_delivery(settings, tmp_path):
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SMS_FOLDER = tmp_path


@pytest.fixture
def by_sms(db):
    return factories.human("Ada Prova", phone="+393331234567", channel="sms")


@pytest.fixture
def by_mail(db):
    return factories.human("Bea Prova", email="bea@example.org")


def wall(day, hour, minute=0, fold=0):
    """What the clocks of Norcia show, as one moment."""
    return datetime(day.year, day.month, day.day, hour, minute, fold=fold, tzinfo=ROME).astimezone(UTC)


def remind(person, due_at, *, key="prova", expires_at=None):
    """Something to be said at `due_at`, written the week before."""
    told = Telling(person=person, key=key, due_at=due_at, expires_at=expires_at)
    return outbox.tell(notices.TRY_OUT, told, now=due_at - timedelta(days=7))


def when_each_left(begin, end):
    """The sender called every quarter of an hour: at which moment each notice left, as the wall's clock shows it."""
    left, moment = {}, begin
    while moment <= end:
        outbox.drain(now=lambda: moment)  # noqa: B023 - called at once
        sent = factories.notices().filter(state="sent", sent_at=moment).values_list("key", flat=True)
        left |= {key: f"{moment.astimezone(ROME):%H:%M}" for key in sent}
        moment += QUARTER
    return left


def test_no_telephone_rings_before_eight_in_the_nights_when_clocks_move(day, by_sms, own_delivery):
    eve = day - timedelta(days=1)
    remind(by_sms, wall(eve, 19, 45), key="di giorno")
    remind(by_sms, wall(eve, 20), key="di sera")
    remind(by_sms, wall(day, 2, 30), key="di notte")

    left = when_each_left(wall(eve, 19), wall(day, 9))

    assert left == {"di giorno": "19:45", "di sera": "08:00", "di notte": "08:00"}
    assert len(folder.latest(10)) == 3


def test_what_is_no_longer_true_in_the_morning_does_not_ring_at_eight(day, by_sms, own_delivery):
    remind(by_sms, wall(day - timedelta(days=1), 21), expires_at=wall(day, 7, 45))

    assert when_each_left(wall(day - timedelta(days=1), 19), wall(day, 9)) == {}
    assert factories.notices().get().state == "withdrawn"
    assert folder.latest(1) == []


def test_a_reminder_leaves_at_its_hour_of_the_wall_the_day_after_too(day, by_mail, own_delivery, mailoutbox):
    for each in (day - timedelta(days=1), day, day + timedelta(days=1)):
        remind(by_mail, wall(each, 9), key=f"{each}")

    left = when_each_left(wall(day - timedelta(days=1), 8), wall(day + timedelta(days=1), 10))

    assert set(left.values()) == {"09:00"}
    assert len(mailoutbox) == len(left) == 3


def test_the_hour_that_comes_twice_sends_nothing_twice(by_mail, own_delivery, mailoutbox):
    day = NIGHTS["autumn"]
    first = remind(by_mail, wall(day, 2, 30), key="prima")
    second = remind(by_mail, wall(day, 2, 30, fold=1), key="dopo")

    when_each_left(wall(day, 1), wall(day, 4))

    sent = dict(factories.notices().values_list("key", "sent_at"))
    assert sent == {"prima": first.due_at, "dopo": second.due_at}
    assert second.due_at - first.due_at == timedelta(hours=1)
    assert len(mailoutbox) == 2


def test_the_hour_that_does_not_exist_sends_what_was_for_it(by_mail, own_delivery, mailoutbox):
    day = NIGHTS["spring"]
    remind(by_mail, wall(day, 2, 30))

    assert when_each_left(wall(day, 1), wall(day, 4)) == {"prova": "03:30"}
    assert len(mailoutbox) == 1


def test_a_role_that_ends_in_those_nights_is_told_until_nine_of_the_wall(day, citizen):
    Role.objects.update(ends_on=day)

    for hour in (0, 12, 23):
        notices.tell_that_roles_end(now=wall(day - timedelta(days=20), hour))

    assert factories.notices().get().expires_at == wall(day, 9)


def test_of_many_late_reminders_of_one_thing_only_the_last_leaves(by_mail, own_delivery, mailoutbox):
    """A reminder is worth telling until the next one of the same thing: so nobody gets three at once after an outage."""
    event = wall(date(2026, 11, 25), 17)
    ahead = [timedelta(days=7), timedelta(days=3), timedelta(days=1)]
    dues = [event - each for each in ahead]
    for due_at, expires_at in zip(dues, [*dues[1:], event], strict=True):
        remind(by_mail, due_at, key=f"{due_at}", expires_at=expires_at)

    outbox.drain(now=lambda: event - timedelta(hours=6))

    assert [notice.key for notice in factories.notices().filter(state="sent")] == [f"{dues[-1]}"]
    assert factories.notices().filter(state="withdrawn").count() == 2
    assert len(mailoutbox) == 1


# --- three days without workers ---


@pytest.fixture
def environment(transactional_db, smtp):
    return {
        "DATABASE_URL": database.url_of(settings.DATABASES["default"]["NAME"], role="portal"),
        "EMAIL_URL": f"smtp://{smtp.host}:{smtp.port}",
        "REDIS_URL": OWN_QUEUE,
    }


def people(number, name):
    return Person.objects.bulk_create(
        Person(given_name=name, family_name=f"{each}", email=f"{name}{each}@example.org")
        for each in range(number)
    )


def reminded(crowd, role, *, now, expires_at=None):
    """Each of `crowd` was to hear, three days ago, that `role` ends; the keys."""
    keys = [f"prova:{person.pk}:{role.ends_on}" for person in crowd]
    tellings = [
        Telling(person=person, key=key, about=role, expires_at=expires_at)
        for person, key in zip(crowd, keys, strict=True)
    ]
    outbox.tell_all(notices.ROLE_ENDS, tellings, now=now)
    return keys


def role_that_ends(email, now):
    user = factories.person(email, RoleKind.CITIZEN)
    Role.objects.filter(user=user).update(ends_on=now.date() + timedelta(days=25))
    return user.roles.get()


def test_after_three_days_exactly_what_is_still_true_leaves_and_once(environment, smtp):
    """500 were to be told; for 100 it is too late, for 100 the role was prolonged, for 100 it was taken back."""
    now = timezone.now()
    then = now - timedelta(days=3)
    kept, prolonged = (role_that_ends(f"{name}@example.org", now) for name in ("resta", "prolungata"))
    true = people(200, "vera")
    reminded(true, kept, now=then, expires_at=now + timedelta(days=20))
    reminded(people(100, "scaduta"), kept, now=then, expires_at=now - timedelta(days=1))
    reminded(people(100, "prolungata"), prolonged, now=then)
    keys = reminded(people(100, "ritirata"), kept, now=then)
    Role.objects.filter(pk=prolonged.pk).update(ends_on=prolonged.ends_on + timedelta(days=300))
    outbox.withdraw(keys=keys, now=now, why="Non serve più.")

    with (
        portal.running(WORKER, **environment),
        portal.running(BEAT, **environment),
        portal.running(BEAT, **environment),
    ):
        assert portal.wait_for(
            lambda: not factories.notices().filter(state__in=["queued", "sending"]).exists(), seconds=120
        )
        portal.wait_for(lambda: False, seconds=12)

    received = Counter(message["To"] for message in smtp.received)
    assert received == Counter(person.email for person in true)
    assert len({message["Message-ID"] for message in smtp.received}) == 200
    assert Counter(factories.notices().values_list("state", flat=True)) == {"sent": 200, "withdrawn": 300}
