"""Beside the work: the lease is renewed, how far it is is written, what ends it is heard."""

from datetime import timedelta

import pytest
from django.conf import settings as portal_settings
from django.db import transaction

from networking import jobs
from networking.jobs import keeping, stopping, working
from networking.models import Job
from networking.settings.parts.privacy import JOB_KINDS

from . import kinds
from .kinds import again, in_another_thread, lapse, wait_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def house(settings, monkeypatch):
    settings.JOB_KINDS = kinds.PATHS
    monkeypatch.setattr(keeping, "BEAT", 0.05)
    yield
    stopping._asked[0] = 0


@pytest.fixture
def held(citizen, now):
    jobs.ask("good", by=citizen, now=now)
    return jobs.claim_next(now=now)


def until(keeper, error):
    """Go on telling until it raises; the wait is the test's patience."""

    def raised():
        try:
            keeper.tell(30, "Lavoro")
        except error:
            return True
        return False

    assert wait_for(raised)


def test_the_lease_is_renewed_in_a_step_that_says_nothing(held, now):
    first = again(held).lease_until

    with keeping.Keeper(held, jobs.kind_of("good"), now=lambda: now):
        assert wait_for(lambda: again(held).lease_until > first)


def test_who_finds_their_lease_over_and_nobody_in_their_place_goes_on(held, now):
    lapse()

    with keeping.Keeper(held, jobs.kind_of("good"), now=lambda: now):
        assert wait_for(lambda: Job.objects.for_everyone(reason="prova").at_work().exists())


def test_how_far_it_is_is_seen_while_the_work_is_in_a_transaction(held, now):
    with keeping.Keeper(held, jobs.kind_of("good"), now=lambda: now) as keeper, transaction.atomic():
        keeper.tell(40, "Controllo le righe")
        seen = in_another_thread(lambda: wait_for(lambda: again(held).progress == 40))
    assert seen


def test_the_work_hears_that_it_was_cancelled(held, citizen, now):
    with keeping.Keeper(held, jobs.kind_of("good"), now=lambda: now) as keeper:
        jobs.cancel(held, by=citizen, now=now)
        until(keeper, jobs.CancelledError)


def test_the_work_hears_that_somebody_else_has_it(held, now):
    lapse()
    jobs.claim_next(now=now)
    with keeping.Keeper(held, jobs.kind_of("good"), now=lambda: now) as keeper:
        until(keeper, keeping.TakenOverError)


def test_who_is_asked_to_end_puts_the_job_back_at_once_and_it_is_no_attempt(held, now):
    with keeping.Keeper(held, jobs.kind_of("good"), now=lambda: now) as keeper:
        stopping.ask()
        until(keeper, keeping.PutBackError)

    back = again(held)
    assert (back.state, back.attempts, back.holder, back.progress) == ("queued", 0, None, 0)
    assert jobs.run(now=lambda: now) == 0


def test_beyond_the_limit_of_its_kind_who_asked_is_told(held, now):
    moment = [now]
    with keeping.Keeper(held, jobs.kind_of("good"), now=lambda: moment[0]) as keeper:
        moment[0] = now + jobs.kind_of("good").limit + timedelta(seconds=1)
        until(keeper, keeping.TooLongError)

    assert again(held).error == (
        "Ci volevano più di 10 minuti, e ci siamo fermati. Prova a chiedere di meno."
    )


def test_every_limit_fits_in_the_time_that_the_worker_gives_a_round(settings):
    settings.JOB_KINDS = JOB_KINDS
    limits = portal_settings.CELERY_TASK_ANNOTATIONS["networking.tasks.run_jobs"]
    longest = max(kind.limit.total_seconds() for kind in jobs.kinds().values())

    assert working.A_ROUND + longest < limits["soft_time_limit"] < limits["time_limit"]
    assert limits["time_limit"] < portal_settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
