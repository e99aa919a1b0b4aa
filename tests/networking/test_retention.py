"""What has been kept long enough goes, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from networking import access_log, retention
from networking.models import (
    AccessRecord,
    Job,
    PageReport,
    Person,
    RoleKind,
    User,
)
from tests import factories
from tests.database import as_owner
from tests.networking.aged import DATED, account, mail_of, page_report_of

pytestmark = pytest.mark.django_db


RULES = retention.rules()
# Each goes by another door and has a test of its own, below; the register, where erasures are tried; the books of a body too.
APART = {
    "networking.User",
    "networking.AccessRecord",
    "networking.UserEvent",
    "networking.RoleEvent",
    "networking.PersonEvent",
    "networking.GuardianshipEvent",
    "django_cache",
    "volunteers.RegisterEntry",
    # Only the names of who was erased go: tests/governance/test_forgetting.py.
    "governance.Meeting",
    "governance.Summons",
    "governance.Delivery",
    "governance.Decision",
    "governance.Minutes",
    "governance.MinutesVersion",
    "governance.MinutesRemark",
    "governance.ActionItem",
    "governance.Presence",
    "governance.Proxy",
    "governance.Recusal",
    "governance.BallotRight",
    "governance.Member",
    "governance.MemberEntry",
    "governance.FeePayment",
}


@pytest.mark.parametrize(("made_on", "days"), DATED.values(), ids=DATED)
def test_asvs_14_2_7_a_row_goes_when_its_time_is_over(now, made_on, days):
    made_on(now - timedelta(days=days + 1))
    kept = made_on(now - timedelta(days=days - 1))

    retention.delete_expired(now=now)

    assert list(type(kept)._base_manager.all()) == [kept]


def test_every_dated_rule_is_tried_here():
    dated = {label for label, rule in retention.rules().items() if rule.days is not None}

    assert dated == DATED.keys() | APART


def test_a_mail_loses_its_words_after_a_month_and_keeps_that_it_left(now):
    old = mail_of(now - timedelta(days=31))
    factories.notices().filter(pk=old.pk).update(text="Ciao Lucia", state="sent", sent_at=now)
    young = mail_of(now - timedelta(days=29))

    retention.delete_expired(now=now)

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.address, old.text, old.state, old.sent_at) == ("", "", "sent", now)
    assert young.address == "lucia@example.org"


@pytest.mark.django_db(transaction=True)
def test_a_jobs_result_goes_after_a_day_with_its_bytes(now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    jobs = []
    for hours in (25, 23):
        finished = now - timedelta(hours=hours)
        job = Job(
            kind="prova", requested_by=account(), state="done", created_at=finished, finished_at=finished
        )
        job.file.save("x", ContentFile(b"x"))
        jobs.append(job)
    over, fresh = jobs

    retention.delete_expired(now=now)

    assert not default_storage.exists(over.file.name)
    assert default_storage.exists(fresh.file.name)
    over.refresh_from_db()
    assert (over.state, bool(over.file)) == ("expired", False)


class TestWhoNeverConfirmed:
    """An access that nobody confirmed is erased after seven days; whoever came in, or was let in, stays."""

    def signed_up(self, email, moment, *, verified=False, **fields):
        user = factories.person(email, fields.pop("kind", RoleKind.CITIZEN), date_joined=moment, **fields)
        EmailAddress.objects.filter(user=user).update(verified=verified)
        return user

    def test_it_goes_after_a_week_with_the_person_and_without_a_mail(self, now):
        old = self.signed_up("vecchia@example.org", now - timedelta(days=8))
        young = self.signed_up("giovane@example.org", now - timedelta(days=6))

        deleted = retention.delete_expired(now=now)

        assert deleted["networking.User"] == 1
        assert set(User.objects.all()) == {young}
        assert not Person.objects.for_everyone(reason="prova").filter(account=old).exists()
        assert not factories.notices().exists()

    def test_who_confirmed_or_came_in_or_works_here_stays(self, now):
        long_ago = now - timedelta(days=400)
        kept = {
            self.signed_up("confermata@example.org", long_ago, verified=True),
            self.signed_up("entrata@example.org", long_ago, last_login=long_ago),
            self.signed_up("operatrice@example.org", long_ago, kind=RoleKind.DESK_OPERATOR),
            User.objects.create_user("preparata@example.org", date_joined=long_ago),
        }

        retention.delete_expired(now=now)

        assert set(User.objects.all()) == kept


@pytest.mark.django_db(transaction=True)
class TestThePast:
    """History and readings go only through the functions of the tables' owner, and only when old."""

    @pytest.mark.parametrize("table", ["user", "role", "person", "guardianship"])
    def test_a_change_is_forgotten_after_two_years(self, table, citizen):
        factories.child_of(citizen)
        now, events = timezone.now(), f"networking_{table}event"
        as_owner(f"UPDATE {events} SET pgh_created_at = %s", [now - timedelta(days=732)])
        factories.child_of(factories.person("altra@example.org", RoleKind.GUARDIAN))

        retention.delete_expired(now=now)

        with connection.cursor() as cursor:
            cursor.execute(f"SELECT min(pgh_created_at) FROM {events}")
            assert cursor.fetchone()[0] > now - timedelta(days=1)

    def test_who_read_is_forgotten_after_a_year_that_somebody_read_after_two(self, citizen):
        """Moved by the clock given, as far as the database allows: never readings younger than six months."""
        for _each in range(3):
            access_log.record(reader=citizen, deed=AccessRecord.Deed.READ, subject=citizen.person)
        readings = AccessRecord.objects.for_everyone(reason="prova")
        as_owner("UPDATE networking_accessrecord SET day = day - 400 WHERE number = 1", [])
        as_owner("UPDATE networking_accessrecord SET day = day - 800 WHERE number = 2", [])

        retention.delete_expired(now=timezone.now())

        assert [(row.number, bool(row.reader_name)) for row in readings.order_by("day")] == [
            (1, False),
            (3, True),
        ]

    def test_a_chain_without_names_still_holds(self, citizen):
        """The row hashes a salted digest of the name: forgetting name and salt breaks nothing."""
        for _each in range(3):
            access_log.record(reader=citizen, deed=AccessRecord.Deed.READ, subject=citizen.person)
        as_owner(
            "UPDATE networking_accessrecord SET reader_name = '', reader_salt = NULL WHERE number < 3", []
        )
        assert access_log.breaks() == []

        as_owner("UPDATE networking_accessrecord SET reader_digest = '\\x00' WHERE number = 1", [])
        assert access_log.breaks() != []


def test_a_table_that_fails_does_not_keep_the_others(now, monkeypatch):
    page_report_of(now - timedelta(days=400))
    broken = replace(retention.rules()["networking.Notice"], since="never_heard_of")
    monkeypatch.setattr(
        retention,
        "rules",
        partial(dict, {"networking.Notice": broken} | _rule_of("networking.PageReport")),
    )

    with pytest.raises(retention.NotAllDeletedError, match="Notice"):
        retention.delete_expired(now=now)

    assert not PageReport.objects.exists()


def _rule_of(label):
    return {label: RULES[label]}


def test_the_cache_is_emptied_of_what_it_would_no_longer_give(now):
    cache.set("vale", 1, timeout=3600)
    cache.set("scaduto", 1, timeout=3600)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_cache SET expires = %s", [now + timedelta(hours=1)])
        cursor.execute(
            "UPDATE django_cache SET expires = %s WHERE cache_key LIKE '%%scaduto'",
            [now - timedelta(hours=1)],
        )

    retention.delete_expired(now=now)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM django_cache")
        assert [key.rpartition(":")[2] for (key,) in cursor.fetchall()] == ["vale"]
