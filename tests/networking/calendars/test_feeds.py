"""The secret address: made, read, taken away, gone with its person; and what it never tells."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networking import retention
from networking.calendars import feeds
from networking.erasing.person import close_own_account
from networking.models import CalendarFeed, Role, RoleKind
from networking.models.private import UnscopedQueryError
from tests import factories
from tests.networking.calendars.grammar import problems_in

pytestmark = pytest.mark.django_db
FEEDS = "le prove"


def every_feed():
    return CalendarFeed.objects.for_everyone(reason=FEEDS)


@pytest.fixture
def feed_and_token(citizen, now):
    return feeds.open_feed(citizen.person, by=citizen, now=now)


def test_asvs_11_5_1_the_token_is_thirty_two_random_bytes_and_only_its_digest_is_kept(citizen, now):
    tokens = {feeds.open_feed(citizen.person, by=citizen, now=now)[1] for _time in range(5)}

    assert len(tokens) == 5
    assert {len(token) for token in tokens} == {43}
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM networking_calendarfeed t")
        [kept] = cursor.fetchone()
    assert not [token for token in tokens if token in kept]


def test_asvs_9_2_1_a_new_address_takes_away_the_one_before(citizen, feed_and_token, now):
    _feed, before = feed_and_token

    feed, token = feeds.open_feed(citizen.person, by=citizen, now=now)

    assert feeds.feed_of(before) is None
    assert feeds.feed_of(token) == feed


def test_asvs_9_2_1_a_revoked_address_opens_nothing(citizen, feed_and_token, now):
    assert feeds.revoke(citizen.person, by=citizen, now=now)

    assert feeds.feed_of(feed_and_token[1]) is None
    assert not feeds.revoke(citizen.person, by=citizen, now=now)


@pytest.mark.parametrize("change", [str.swapcase, lambda token: token[:-1], lambda token: f"{token}A"])
def test_asvs_9_1_1_a_token_that_was_changed_opens_nothing(feed_and_token, change):
    assert feeds.feed_of(change(feed_and_token[1])) is None


def test_the_database_keeps_one_live_address_per_person(citizen, feed_and_token, now):
    with pytest.raises(IntegrityError, match="one_live_calendar_per_person"), transaction.atomic():
        CalendarFeed.objects.create(person=citizen.person, token_hash=b"x" * 32, created_at=now)


def test_an_access_that_is_closed_for_now_is_read_by_no_calendar(citizen, feed_and_token):
    citizen.is_active = False
    citizen.save()

    assert feeds.feed_of(feed_and_token[1]) is None


def test_asvs_9_2_1_with_the_access_the_address_is_erased(citizen, feed_and_token, now):
    close_own_account(citizen, now=now)

    assert feeds.feed_of(feed_and_token[1]) is None
    assert not every_feed().exists()


def test_a_new_password_leaves_the_address_as_it_is(citizen, feed_and_token):
    """The page says so: whoever wants it away takes it away."""
    citizen.set_password("un'altra-parola-lunga-e-mia")
    citizen.save()

    assert feeds.feed_of(feed_and_token[1]) == feed_and_token[0]


def test_nobody_asks_for_addresses_without_saying_whose(citizen, provider, feed_and_token):
    assert list(CalendarFeed.objects.visible_to(citizen)) == [feed_and_token[0]]
    assert not CalendarFeed.objects.visible_to(provider).exists()
    with pytest.raises(UnscopedQueryError):
        CalendarFeed.objects.count()


def test_reading_is_written_once_a_day_and_says_no_hour(feed_and_token, now):
    _feed, token = feed_and_token
    feeds.read(feeds.feed_of(token), now=now)
    again = feeds.feed_of(token)

    with CaptureQueriesContext(connection) as asked:
        feeds.read(again, now=now + timedelta(hours=3))

    assert asked.captured_queries
    assert not [each for each in asked.captured_queries if not each["sql"].startswith("SELECT")]
    assert again.last_read_on == date(2026, 11, 25)


def test_as_long_as_nothing_changes_the_bytes_do_not(citizen, feed_and_token, now):
    role = Role.objects.create(
        user=citizen, kind=RoleKind.VOLUNTEER, starts_on=date(2026, 11, 1), ends_on=date(2027, 3, 5)
    )
    feed = feeds.feed_of(feed_and_token[1])
    today, tomorrow = (feeds.read(feed, now=now + timedelta(days=days)) for days in (0, 1))
    role.ends_on = date(2027, 4, 5)
    role.save()

    assert today == tomorrow != feeds.read(feed, now=now)
    assert problems_in(today) == []


def test_an_empty_calendar_is_the_same_every_day_too(feed_and_token, now):
    feed = feeds.feed_of(feed_and_token[1])

    assert feeds.read(feed, now=now) == feeds.read(feed, now=now + timedelta(days=7))


# --- how long it is kept ---


@pytest.mark.parametrize(
    ("revoked", "read", "made", "stays"),
    [
        (None, 10, 400, True),
        (None, 364, 800, True),
        (None, 366, 800, False),
        (None, None, 364, True),
        (None, None, 366, False),
        (29, 30, 90, True),
        (31, 32, 90, False),
    ],
)
def test_asvs_9_2_1_an_address_nobody_uses_ends_by_itself(citizen, revoked, read, made, stays):
    now = timezone.now()
    CalendarFeed.objects.create(
        person=citizen.person,
        token_hash=b"x" * 32,
        created_at=now - timedelta(days=made),
        revoked_at=None if revoked is None else now - timedelta(days=revoked),
        last_read_on=None if read is None else timezone.localdate(now) - timedelta(days=read),
    )

    retention.delete_expired(now=now)

    assert every_feed().exists() is stays


# --- what is never in it ---


def test_nothing_that_names_somebody_leaves(now, norcia):
    """Whatever can be written about a person is marked, and so is the child's; the file knows none of it."""
    guardian = factories.person(
        "zzposta@example.org", RoleKind.GUARDIAN, full_name="Zznome Zzcognome", lives_in=norcia
    )
    person = guardian.person
    person.phone, person.needs, person.codice_fiscale = "+390743999111", "zzallergia", "RSSMRA80A01D653Z"
    person.save()
    child = factories.child_of(guardian, "Zzbimba Zzpiccola", needs="zzbisogno", comune=norcia)
    Role.objects.filter(user=guardian).update(ends_on=date(2027, 3, 5))
    _feed, token = feeds.open_feed(person, by=guardian, now=now)

    content = feeds.read(feeds.feed_of(token), now=now).decode().replace("\r\n ", "")

    assert "Finisce il tuo ruolo" in content
    for secret in ("zz", "743999111", "rssmra", str(person.pk), str(guardian.pk), str(child.pk), token):
        assert secret.lower() not in content.lower()


def test_the_history_of_the_portal_keeps_no_address(feed_and_token):
    """Nothing else in the database remembers a token: not a history, not a session, not the counters."""
    _feed, token = feed_and_token
    feeds.read(feeds.feed_of(token), now=timezone.now())
    tables = {model._meta.db_table for model in apps.get_models()} | {"django_cache"}

    with connection.cursor() as cursor:
        for table in sorted(tables & set(connection.introspection.table_names())):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE strpos(t::text, %s) > 0', [token])
            assert cursor.fetchone() == (0,), table
