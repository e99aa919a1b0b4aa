"""Whoever asked for long work and closed the page is told when it is over, without a word of what it is about."""

from datetime import timedelta

import pytest

from networking import jobs, outbox
from networking.models import Job
from tests import factories

from . import kinds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.JOB_KINDS, settings.MEDIA_ROOT = kinds.PATHS, tmp_path
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    kinds.MEANWHILE.clear()


def done_after(citizen, now, **later):
    job = jobs.ask("good", by=citizen, now=now)
    jobs.run(now=lambda: now + timedelta(**later))
    return job


def test_quick_work_tells_nothing_its_page_is_still_open(citizen, now):
    done_after(citizen, now, seconds=20)

    assert not factories.notices().exists()


def test_long_work_tells_who_asked(citizen, now, mailoutbox):
    job = done_after(citizen, now, minutes=5)
    outbox.drain(now=lambda: now + timedelta(minutes=5))

    (mail,) = mailoutbox
    assert mail.to == [citizen.email]
    assert job.get_absolute_url() in mail.body


def test_work_thrown_away_before_the_mail_leaves_withdraws_it(citizen, now, mailoutbox):
    done_after(citizen, now, minutes=5)
    Job.objects.for_everyone(reason="prova").update(state="expired", file="")

    outbox.drain(now=lambda: now + timedelta(minutes=5))

    assert (factories.notices().get().state, mailoutbox) == ("withdrawn", [])


def test_a_job_that_is_no_longer_ours_tells_nothing(citizen, now):
    job = jobs.ask("good", by=citizen, now=now)
    taken = jobs.working.claim_next(now=now)
    jobs.cancel(job, by=citizen, now=now)

    assert not jobs.holding.end(taken, now=now + timedelta(minutes=5), state=Job.State.DONE)
    assert not factories.notices().exists()
