"""A communication that changes, or whose work is cut short, before everybody has been told."""

from datetime import datetime, timedelta

import pytest
from django.core import mail as sent

from networking import announcing, jobs, outbox
from networking.models import Announcement, Consent, Job
from networking.rules import ITALY
from tests import factories

pytestmark = pytest.mark.django_db

REMINDER = "networking.appointment"


def about(person, *kinds):
    return factories.notices().filter(person=person, kind__in=kinds)


@pytest.fixture
def move(meeting, administrator, now):
    """Decide another moment or place; the worker has not begun yet."""

    def move(*, days=0, place="Palestra"):
        begins = meeting.starts_at + timedelta(days=days)
        announcing.change(
            meeting,
            starts_at=begins,
            ends_at=begins + timedelta(hours=1),
            place=place,
            by=administrator,
            now=now,
        )
        meeting.refresh_from_db()

    return move


class TestChangedBeforeEverybodyWasTold:
    def test_moved_while_the_first_work_waits_everybody_is_told_all_the_same(
        self, meeting, emma, administrator, now, move
    ):
        announcing.publish(meeting, by=administrator, now=now)
        move(days=2)
        jobs.run(now=lambda: now)

        outbox.drain(now=lambda: now)
        assert ["lunedì 7 dicembre 2026" in mail.body for mail in sent.outbox] == [True]

    def test_moved_before_the_mail_left_there_is_a_reminder_of_the_new_moment(
        self, meeting, emma, staff, move, now
    ):
        staff(announcing.publish, meeting)
        move(days=2)
        jobs.run(now=lambda: now)

        waiting = about(emma, REMINDER).filter(state="queued")
        assert [each.due_at.astimezone(ITALY).day for each in waiting] == [6]

    def test_moved_later_what_has_not_left_is_worth_telling_until_the_new_moment(
        self, meeting, emma, staff, move, now
    ):
        staff(announcing.publish, meeting)
        move(days=7)
        jobs.run(now=lambda: now)

        outbox.drain(now=lambda: datetime(2026, 12, 6, 9, tzinfo=ITALY))
        assert about(emma, "networking.announcement").get().state == "sent"

    @pytest.mark.usefixtures("emma")
    def test_elsewhere_at_the_same_hour_the_reminder_says_the_new_place(self, meeting, staff, move, now):
        staff(announcing.publish, meeting)
        outbox.drain(now=lambda: now)
        at_nine = datetime(2026, 12, 4, 9, tzinfo=ITALY)
        # The mail server refuses for now: the words of the reminder are written, and it waits.
        factories.notices().filter(kind=REMINDER).update(
            composed_at=at_nine, subject="Promemoria", text="Dove: Centro anziani", address="emma@example.org"
        )
        move(place="Palestra")
        jobs.run(now=lambda: now)

        sent.outbox.clear()
        outbox.drain(now=lambda: at_nine)
        reminders = [mail.body for mail in sent.outbox if "Promemoria" in mail.subject]
        assert ["Palestra" in body for body in reminders] == [True]


class TestCutShort:
    def test_called_off_a_second_time_it_tells_whom_the_first_did_not_reach(
        self, meeting, emma, staff, administrator, now
    ):
        staff(announcing.publish, meeting)
        outbox.drain(now=lambda: now)
        job = announcing.call_off(meeting, by=administrator, now=now)
        jobs.cancel(job, by=administrator, now=now)

        staff(announcing.call_off, meeting)
        staff(announcing.call_off, meeting)

        assert about(emma, "networking.appointment_off").count() == 1
        assert Announcement.objects.get().sequence == 1

    def test_nobody_calls_off_a_draft_nor_what_has_no_appointment(self, meeting, norcia, administrator, now):
        word = Announcement.objects.create(
            title="Aperti", text="Ciao.", comune=norcia, created_at=now, published_at=now
        )
        for each in (meeting, word):
            with pytest.raises(announcing.OverError):
                announcing.call_off(each, by=administrator, now=now)
        assert not Job.objects.for_everyone(reason="prova").exists()


class TestNewsWithAnAppointment:
    @pytest.fixture
    def news(self, meeting):
        Announcement.objects.filter(pk=meeting.pk).update(nature="news")
        meeting.refresh_from_db()
        return meeting

    def agree(self, person, now):
        Consent.objects.create(
            person=person, purpose="news", text_version="1", given_at=now, given_through="own"
        )

    def test_the_reminder_of_news_rings_no_telephone(self, news, norcia, now, staff):
        by_phone = factories.human(comune=norcia, phone="+390743828711")
        self.agree(by_phone, now)
        staff(announcing.publish, news)

        assert not factories.notices().filter(person=by_phone).exists()

    def test_who_stopped_news_before_any_left_hears_of_no_change(self, news, emma, now, staff, move):
        self.agree(emma, now)
        staff(announcing.publish, news)
        Consent.objects.for_everyone(reason="prova").update(withdrawn_at=now, withdrawn_through="own")
        outbox.drain(now=lambda: now)
        move(days=1)
        jobs.run(now=lambda: now)

        assert not about(emma, "networking.appointment_moved").exists()

    def test_who_stops_news_is_not_reminded_of_them(self, news, emma, now, staff):
        self.agree(emma, now)
        staff(announcing.publish, news)
        outbox.drain(now=lambda: now)
        Consent.objects.for_everyone(reason="prova").update(withdrawn_at=now, withdrawn_through="link")

        sent.outbox.clear()
        outbox.drain(now=lambda: datetime(2026, 12, 4, 9, tzinfo=ITALY))
        assert sent.outbox == []
