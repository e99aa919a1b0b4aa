"""Nothing of somebody who was erased is left: not a row, a history, a file, a session, a message."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail as sent
from django.utils import timezone

from networking import access_log, belongings, outbox, retention
from networking.erasing.person import Asked, erase_person
from networking.models import Channel, RoleKind
from tests import factories, volunteering
from tests.networking.erasing import looking
from tests.networking.erasing import marks as marking
from tests.networking.erasing.marks_of_governance import HELD_BY_THE_BOOKS

pytestmark = pytest.mark.django_db(transaction=True)

READINGS, REGISTER = "networking_accessrecord", "volunteers_registerentry"
ACCOUNTS = "volunteers_expenseclaim"
# What the books of a body name, for as long as the law of books asks.
BOOKS = {retention.model_of(label)._meta.db_table for label in HELD_BY_THE_BOOKS}
HELD = {READINGS, REGISTER, ACCOUNTS} | BOOKS


@pytest.fixture
def folders(settings, tmp_path):
    settings.EMAIL_BACKEND = "networking.mail.OutboxBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.MEDIA_ROOT, settings.MAIL_FOLDER = tmp_path / "media", tmp_path / "mail"
    return settings.MEDIA_ROOT, settings.MAIL_FOLDER


@pytest.fixture
def planted(folders, administrator):
    marks = marking.Marks()
    user = factories.person("prima@example.org", RoleKind.GUARDIAN)
    factories.child_of(user)
    cast = SimpleNamespace(user=user, person=user.person, staff=administrator)
    marking.plant_everything(cast, marks)
    cast.marks, cast.folders = marks, folders
    return cast


def erase(cast):
    now = timezone.now()
    return erase_person(cast.person, asked=Asked(Channel.DESK, now), now=now)


def test_every_private_column_holds_a_mark_before(planted):
    """Or what follows would prove nothing."""
    columns = set().union(*looking.found(planted.marks, folders=planted.folders).values())
    tables = set(looking.found(planted.marks))
    histories = {"networking_userevent", "networking_personevent"}

    assert columns == set(planted.marks.planted.values())
    assert histories | HELD | {"django_session", "django_cache", "django_admin_log"} <= tables


def test_after_an_erasure_marks_are_found_only_where_the_law_holds_them_and_then_nowhere(planted):
    proof = erase(planted)
    farewell = factories.notices().get(is_farewell=True)

    assert set(looking.found(planted.marks, folders=planted.folders)) == {*HELD, "networking_notice"}
    outbox.drain()
    assert [message.to for message in sent.outbox] == [[farewell.address]]
    assert set(looking.found(planted.marks, folders=planted.folders)) == HELD
    held = {hold["table"]: hold["until"] for hold in proof.holds}
    of_others = {"networking.AccessRecord", "volunteers.RegisterEntry", "volunteers.ExpenseClaim"}
    assert set(held) == of_others | HELD_BY_THE_BOOKS
    day_after = timezone.now() + timedelta(days=60)
    assert held["networking.AccessRecord"] < day_after.date().isoformat()

    retention.delete_expired(now=day_after)

    assert set(looking.found(planted.marks, folders=planted.folders)) == {REGISTER, ACCOUNTS} | BOOKS
    assert access_log.breaks() == []


def test_ten_years_after_the_register_forgets_the_name_and_still_holds(planted):
    erase(planted)
    retention.delete_expired(now=timezone.now() + timedelta(days=60))
    assert volunteering.broken_lines() == []

    volunteering.eleven_years_pass()
    assert REGISTER in looking.found(planted.marks)
    retention.delete_expired(now=timezone.now() + timedelta(days=60))

    assert REGISTER not in looking.found(planted.marks)
    assert volunteering.broken_lines() == []


@pytest.mark.parametrize(
    "label",
    [
        "networking.Notice",
        "networking.StoredFile",
        "networking.PersonEvent",
        "services.ErrorReport",
        "admin.LogEntry",
        "sessions.Session",
    ],
)
def test_a_table_that_the_file_forgets_is_found(planted, monkeypatch, label):
    """Negative control: with one rule less the scan sees what is left."""
    careless = retention.rules() | {
        label: replace(retention.rules()[label], person=[], account=[], email=[], found_by="")
    }
    monkeypatch.setattr(belongings, "rules", lambda: careless)

    erase(planted)
    outbox.drain()

    table = retention.model_of(label)._meta.db_table
    assert table in looking.found(planted.marks, folders=planted.folders)
