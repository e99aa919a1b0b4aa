"""Long work: asked once, done once, kept for who asked; a worker that dies loses nothing."""

from datetime import timedelta

import pytest
import redis
from django.db import IntegrityError, transaction

from networking import jobs, tasks
from networking.jobs import working
from networking.models import Job, PageReport, RoleKind
from tests import factories

from . import kinds
from .kinds import again, in_another_thread, lapse

pytestmark = pytest.mark.django_db
# With another thread beside it, which sees only what is committed.
committed = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.JOB_KINDS, settings.MEDIA_ROOT = kinds.PATHS, tmp_path
    kinds.MEANWHILE.clear()


def files_in(folder):
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


def test_what_is_asked_is_done_and_kept_for_a_day(citizen, now):
    job = jobs.ask("good", by=citizen, now=now)

    assert jobs.run(now=lambda: now) == 1

    done = again(job)
    assert (done.state, done.progress, done.file.read()) == ("done", 100, b"fatto")
    assert done.expires_at == now + timedelta(hours=24)


def test_a_job_may_lead_to_a_page_and_give_no_file(citizen, now):
    job = jobs.ask("page", by=citizen, now=now)
    jobs.run(now=lambda: now)

    done = again(job)
    assert (done.state, done.outcome, done.leads_to) == ("done", "3 righe nuove.", "/profilo/")
    assert (done.file.name, done.expires_at) == ("", None)


def test_only_files_expire(citizen, now):
    made = [jobs.ask(kind, by=citizen, now=now) for kind in ("good", "page")]
    jobs.run(now=lambda: now)

    assert jobs.expire_results(before=now + timedelta(seconds=1)) == 1
    assert [again(each).state for each in made] == ["expired", "done"]


def test_the_same_that_still_waits_is_not_asked_twice(citizen, now):
    assert jobs.ask("good", by=citizen, now=now) == jobs.ask("good", by=citizen, now=now)


def test_nobody_asks_for_what_no_app_declares(citizen, now):
    with pytest.raises(KeyError):
        jobs.ask("unknown", by=citizen, now=now)


def test_a_kind_that_an_update_took_away_ends_in_a_sentence(citizen, now, settings):
    job = jobs.ask("good", by=citizen, now=now)
    settings.JOB_KINDS = []

    jobs.run(now=lambda: now)

    assert (again(job).state, again(job).error) == (
        "failed",
        "Qualcosa non ha funzionato. Chiedilo di nuovo.",
    )


def test_asvs_15_1_3_nobody_asks_for_more_than_a_day_allows(citizen, provider, now):
    for _each in range(2):
        jobs.ask("good", by=citizen, now=now, most_a_day=2)
        jobs.run(now=lambda: now)

    with pytest.raises(jobs.TooManyError):
        jobs.ask("good", by=citizen, now=now, most_a_day=2)

    jobs.ask("good", by=provider, now=now, most_a_day=2)
    jobs.ask("good", by=citizen, now=now + timedelta(hours=25), most_a_day=2)


def test_what_a_dead_worker_held_is_taken_over_when_its_lease_is_out(citizen, now):
    job = jobs.ask("good", by=citizen, now=now)
    jobs.claim_next(now=now)

    assert jobs.run(now=lambda: now + timedelta(days=1)) == 0
    lapse()
    assert jobs.run(now=lambda: now) == 1
    assert again(job).state == "done"


def test_what_kills_its_worker_each_time_is_given_up_and_told(citizen, now):
    job = jobs.ask("good", by=citizen, now=now)
    for _each in range(jobs.MOST_ATTEMPTS):
        assert jobs.claim_next(now=now) is not None
        lapse()

    jobs.run(now=lambda: now)

    assert (again(job).state, again(job).fault) == ("failed", "WorkerLost")
    assert again(job).error.startswith("Abbiamo provato più volte")


@committed
def test_who_was_taken_over_writes_nothing_and_leaves_no_bytes(citizen, now, tmp_path):
    """Also when attempts were counted anew: the holder is a number drawn each time."""
    job = jobs.ask("atomic", by=citizen, now=now)
    later = now + timedelta(minutes=2)

    def somebody_else_does_it(_job):
        kinds.MEANWHILE.clear()
        in_another_thread(lapse)
        in_another_thread(lambda: jobs.run(now=lambda: later))
        Job.objects.for_everyone(reason="prova").update(attempts=1)

    kinds.MEANWHILE["atomic"] = somebody_else_does_it
    working._do(jobs.claim_next(now=now), lambda: now)

    done = again(job)
    assert (done.state, done.finished_at) == ("done", later)
    assert PageReport.objects.count() == 1
    assert files_in(tmp_path) == [done.file.name]


def test_an_accident_is_tried_again_and_then_told_without_its_words(citizen, now):
    job = jobs.ask("bad", by=citizen, now=now)

    assert jobs.run(now=lambda: now) == jobs.MOST_ATTEMPTS

    failed = again(job)
    assert (failed.state, failed.attempts) == ("failed", jobs.MOST_ATTEMPTS)
    assert failed.error == "Qualcosa non ha funzionato. Chiedilo di nuovo."
    assert failed.fault.startswith("ZeroDivisionError, kinds.py:")
    assert "qualcuno" not in failed.fault


def test_a_refusal_is_told_at_once_and_is_nobodys_fault(citizen, now):
    job = jobs.ask("refused", by=citizen, now=now)

    assert jobs.run(now=lambda: now) == 1
    assert (again(job).state, again(job).error, again(job).fault) == ("failed", "Non si può.", "")


def test_work_on_somebody_erased_meanwhile_leaves_nothing(citizen, now, tmp_path):
    jobs.ask("loose", by=citizen, now=now)
    kinds.MEANWHILE["loose"] = lambda job: Job.objects.for_everyone(reason="prova").delete()

    jobs.run(now=lambda: now)

    assert files_in(tmp_path) == []


@committed
def test_without_redis_the_request_is_kept_and_the_clock_does_it(citizen, now, monkeypatch):
    def no_redis(*_args, **_kwargs):
        raise redis.ConnectionError

    monkeypatch.setattr(tasks.run_jobs, "delay", no_redis)

    job = jobs.ask("good", by=citizen, now=now)
    tasks.run_jobs()

    assert again(job).state == "done"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"state": "running"},
        {"lease_until": "2026-11-25T10:00Z"},
        {"state": "cancelled"},
        {"finished_at": "2026-11-25T10:00Z"},
        {"file": "aa/bb"},
        {"progress": 101},
    ],
)
def test_the_database_refuses_a_state_that_cannot_be(citizen, now, wrong):
    jobs.ask("good", by=citizen, now=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.for_everyone(reason="prova").update(**wrong)


class TestCancelling:
    """Who asked may think better of it, before or while it is done."""

    def test_what_waits_is_never_begun(self, citizen, now):
        job = jobs.ask("good", by=citizen, now=now)

        assert jobs.cancel(job, by=citizen, now=now) is True
        assert jobs.run(now=lambda: now) == 0
        assert (again(job).state, again(job).finished_at) == ("cancelled", now)

    @committed
    def test_what_is_being_done_writes_nothing_and_leaves_no_file(self, citizen, now, tmp_path):
        job = jobs.ask("atomic", by=citizen, now=now)
        kinds.MEANWHILE["atomic"] = lambda job: in_another_thread(
            lambda: jobs.cancel(job, by=citizen, now=now)
        )

        jobs.run(now=lambda: now)

        assert (again(job).state, again(job).attempts) == ("cancelled", 1)
        assert not PageReport.objects.exists()
        assert files_in(tmp_path) == []

    def test_what_is_over_stays_as_it_is(self, citizen, now):
        job = jobs.ask("good", by=citizen, now=now)
        jobs.run(now=lambda: now)

        assert jobs.cancel(job, by=citizen, now=now) is False
        assert again(job).state == "done"

    def test_asvs_8_2_2_nobody_cancels_somebody_elses(self, citizen, administrator, now):
        job = jobs.ask("good", by=citizen, now=now)

        assert jobs.cancel(job, by=administrator, now=now) is False
        assert again(job).state == "queued"

    def test_what_never_began_does_not_count_for_the_day(self, citizen, now):
        jobs.cancel(jobs.ask("good", by=citizen, now=now, most_a_day=1), by=citizen, now=now)

        assert jobs.ask("good", by=citizen, now=now, most_a_day=1).state == "queued"


class TestTurns:
    """Nobody's many jobs hold everybody up."""

    def line_up(self, now, *who):
        people = {
            name: factories.person(f"{name}@example.org", RoleKind.CITIZEN) for name in sorted(set(who))
        }
        return [
            Job.objects.create(
                kind="good", requested_by=people[name], created_at=now + timedelta(seconds=place)
            )
            for place, name in enumerate(who)
        ]

    def order_of(self, now):
        done = []
        while (job := jobs.claim_next(now=now + timedelta(minutes=len(done)))) is not None:
            done.append(job.requested_by.email[:1])
            working._finish(job, jobs.Result(), now=now)
        return "".join(done)

    def test_who_asks_for_five_lets_the_others_pass(self, db, now):
        self.line_up(now, *"aaaaabc")

        assert self.order_of(now) == "abcaaaa"

    def test_who_was_served_longest_ago_comes_first(self, db, now):
        first, *_others = self.line_up(now, *"ab")
        Job.objects.create(
            kind="good",
            requested_by=first.requested_by,
            state="failed",
            created_at=now,
            started_at=now,
            finished_at=now,
        )

        assert self.order_of(now) == "ba"

    def test_one_persons_jobs_are_done_one_after_the_other(self, db, now, settings):
        settings.JOBS_AT_ONCE = 3
        self.line_up(now, *"aab")

        taken = [jobs.claim_next(now=now) for _each in range(3)]

        assert [job and job.requested_by.email[:1] for job in taken] == ["a", "b", None]

    def test_asvs_15_2_2_no_more_work_at_once_than_the_setting_says(self, db, now, settings):
        settings.JOBS_AT_ONCE = 1
        self.line_up(now, *"ab")

        assert jobs.claim_next(now=now) is not None
        assert jobs.claim_next(now=now) is None

    def test_everybody_is_told_the_place_in_which_they_will_be_served(self, db, now):
        lined_up = self.line_up(now, *"aaabc")

        assert [jobs.place_in_queue(job) for job in lined_up] == [1, 4, 5, 2, 3]
        assert self.order_of(now) == "abcaa"
