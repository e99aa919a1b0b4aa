"""Words of staff, wherever they are read: as they were typed, and never as commands."""

import pytest
from django.core import mail as sent
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networking import announcing, consenting, outbox
from networking.models import Announcement
from networking.outbox import claiming, composing
from tests import factories

pytestmark = pytest.mark.django_db

NASTY = "<script>alert(1)</script> & \"x\" 'y'"


@pytest.mark.usefixtures("emma")
def test_asvs_1_2_1_words_of_staff_are_no_html_no_header_and_no_line_of_a_calendar(meeting, now, staff):
    Announcement.objects.filter(pk=meeting.pk).update(
        title=f"{NASTY}\r\nBcc: a@b.it", text=NASTY, place="Sala\r\nATTENDEE:mailto:a@b.it"
    )
    meeting.refresh_from_db()
    staff(announcing.publish, meeting)
    outbox.drain(now=lambda: now)

    [mail] = sent.outbox
    raw = mail.message()
    [html] = [each.content for each in mail.alternatives]
    [calendar] = [each.content for each in mail.attachments]
    assert raw["Bcc"] is None
    assert "<script" not in html
    assert not any(line.startswith(("ATTENDEE", "Bcc")) for line in calendar.splitlines())


def test_many_news_ask_no_more_questions_than_one(norcia, now, staff):
    counts = []
    for many in (1, 24):
        for _each in range(many):
            emma = factories.human(comune=norcia, email="emma@example.org")
            consenting.give(emma, "news", through="own", now=now)
        news = Announcement.objects.create(
            nature="news", title="Apre", text="Vieni.", comune=norcia, created_at=now
        )
        staff(announcing.publish, news)
        batch = claiming.claim(["email"], now=now)
        with CaptureQueriesContext(connection) as asked:
            composing.prepare(batch.notices, now=now)
        counts.append((len(batch.notices), len(asked)))

    assert [notices for notices, _questions in counts] == [1, 25]
    assert counts[0][1] == counts[1][1]
