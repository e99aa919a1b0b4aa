"""A communication is told to everybody of its place, once; who was told knows when it moves or is called off."""

from datetime import date, timedelta

import pytest
from django.core import mail as sent

from networking import announcing, outbox
from networking.models import Announcement, Consent
from tests import factories

pytestmark = pytest.mark.django_db


def kinds_of(person):
    return list(
        factories.notices().filter(person=person).order_by("due_at").values_list("kind", "state", "channel")
    )


def send(now):
    return outbox.drain(now=lambda: now)


class TestPublishing:
    def test_who_lives_there_is_told_and_will_be_reminded(self, meeting, emma, staff):
        staff(announcing.publish, meeting)

        assert kinds_of(emma) == [
            ("networking.announcement", "queued", "email"),
            ("networking.appointment", "queued", "email"),
        ]

    def test_nobody_of_another_comune_and_no_child_is_told(self, meeting, emma, foligno, norcia, staff):
        far = factories.human(comune=foligno, email="far@example.org")
        child = factories.human(comune=norcia, email="c@example.org", birth_date=date(2016, 1, 1))

        staff(announcing.publish, meeting)

        assert kinds_of(far) == kinds_of(child) == []

    def test_whom_nobody_can_reach_is_counted_and_not_written_among_the_dead(self, meeting, norcia, staff):
        unreachable = factories.human(comune=norcia)
        staff(announcing.publish, meeting)

        assert kinds_of(unreachable) == []

    def test_sent_again_it_tells_only_who_has_come_since(self, meeting, emma, norcia, staff):
        staff(announcing.publish, meeting)
        late = factories.human(comune=norcia, email="late@example.org")
        staff(announcing.publish, meeting)

        assert [len(kinds_of(each)) for each in (emma, late)] == [2, 2]

    def test_the_mail_carries_the_appointment(self, meeting, emma, now, staff):
        staff(announcing.publish, meeting)
        send(now)

        (mail,) = sent.outbox
        (attached,) = mail.attachments
        assert "sabato 5 dicembre 2026 dalle 17:00 alle 19:00" in mail.body
        assert "DTSTART;TZID=Europe/Rome:20261205T170000" in attached.content


class TestMoving:
    @pytest.fixture
    def told(self, meeting, emma, now, staff):
        staff(announcing.publish, meeting)
        send(now)
        return meeting

    def move(self, staff, told, *, days):
        begins = told.starts_at + timedelta(days=days)
        ends = begins + timedelta(hours=1)
        staff(announcing.change, told, starts_at=begins, ends_at=ends, place=told.place)

    def test_the_old_reminder_is_withdrawn_and_another_waits(self, told, emma, staff):
        self.move(staff, told, days=2)

        assert sorted(kinds_of(emma)) == [
            ("networking.announcement", "sent", "email"),
            ("networking.appointment", "queued", "email"),
            ("networking.appointment", "withdrawn", "email"),
            ("networking.appointment_moved", "queued", "email"),
        ]

    def test_moved_there_and_back_one_reminder_of_the_first_moment_waits(self, told, emma, staff):
        self.move(staff, told, days=2)
        self.move(staff, told, days=-2)

        reminders = factories.notices().filter(kind="networking.appointment", person=emma)
        assert sorted(reminders.values_list("state", flat=True)) == ["queued", "withdrawn", "withdrawn"]
        assert reminders.get(state="queued").key.split(":")[2] == "20261205T1600Z"

    def test_of_two_changes_only_the_last_is_told(self, told, emma, now, staff):
        for _each in range(2):
            self.move(staff, told, days=1)
        send(now)

        assert [mail.subject for mail in sent.outbox] == [
            "Giornata della salute",
            "Cambiato: Giornata della salute",
        ]
        assert "SEQUENCE:2" in sent.outbox[-1].attachments[0].content

    def test_called_off_it_says_so_to_who_knew_and_reminds_nobody(self, told, emma, now, staff):
        staff(announcing.call_off, told)
        send(now)
        send(told.starts_at - timedelta(hours=10))

        assert [mail.subject for mail in sent.outbox] == [
            "Giornata della salute",
            "Annullato: Giornata della salute",
        ]
        assert "STATUS:CANCELLED" in sent.outbox[-1].attachments[0].content

    def test_who_was_not_told_yet_never_hears_of_what_was_called_off(self, meeting, emma, now, staff):
        staff(announcing.publish, meeting)
        staff(announcing.call_off, meeting)

        assert send(now) == 0
        assert {state for _kind, state, _channel in kinds_of(emma)} == {"withdrawn"}

    def test_nothing_more_is_told_of_what_has_begun(self, told, administrator):
        with pytest.raises(announcing.OverError):
            announcing.call_off(told, by=administrator, now=told.starts_at)


class TestNews:
    @pytest.fixture
    def news(self, norcia, now):
        return Announcement.objects.create(
            nature="news", title="Apre un laboratorio", text="Vieni.", comune=norcia, created_at=now
        )

    def agree(self, person, now):
        Consent.objects.create(
            person=person, purpose="news", text_version="1", given_at=now, given_through="own"
        )

    def test_only_who_asked_for_news_gets_them(self, news, emma, norcia, now, staff):
        silent = factories.human(comune=norcia, email="silent@example.org")
        self.agree(emma, now)
        staff(announcing.publish, news)

        assert (len(kinds_of(emma)), kinds_of(silent)) == (1, [])

    def test_who_changes_their_mind_before_it_leaves_gets_nothing(self, news, emma, now, staff):
        self.agree(emma, now)
        staff(announcing.publish, news)
        Consent.objects.for_everyone(reason="prova").update(withdrawn_at=now, withdrawn_through="own")

        assert send(now) == 0
        assert kinds_of(emma) == [("networking.news", "withdrawn", "email")]

    def test_the_mail_says_how_to_stop(self, news, emma, now, client, staff):
        self.agree(emma, now)
        staff(announcing.publish, news)
        send(now)

        (mail,) = sent.outbox
        address = mail.extra_headers["List-Unsubscribe"].strip("<>")
        assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address in mail.body
        client.post(address.removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"})
        assert not Consent.objects.for_everyone(reason="prova").live().exists()

    def test_news_ring_no_telephone(self, news, norcia, now, staff):
        by_phone = factories.human(comune=norcia, phone="+393331234567")
        self.agree(by_phone, now)
        staff(announcing.publish, news)

        assert factories.notices().filter(person=by_phone, state="queued").count() == 0
