"""Long work: asked once, done once, fetched by who asked; a worker that dies loses nothing."""

from datetime import timedelta

import pytest
import redis
from django.core.files.storage import default_storage
from django.utils import timezone

from networking import jobs, tasks
from networking.models import Guardianship, Job
from tests import factories

pytestmark = pytest.mark.django_db

KINDS = {"good": f"{__name__}.good", "bad": f"{__name__}.bad", "refused": f"{__name__}.refused"}


def good(_job, tell):
    tell(50, "A metà")
    return jobs.Result(b"fatto", "fatto.txt", "text/plain")


def bad(_job, _tell):
    raise ZeroDivisionError


def refused(_job, _tell):
    raise jobs.RefusedError("Non si può.")


@pytest.fixture(autouse=True)
def kinds(settings, tmp_path):
    settings.JOB_KINDS, settings.MEDIA_ROOT = KINDS, tmp_path


def again(job):
    return Job.objects.for_everyone(reason="prova").get(pk=job.pk)


def test_what_is_asked_is_done_and_kept_for_a_day(citizen, now):
    job = jobs.ask("good", by=citizen, now=now)

    assert jobs.run(now=lambda: now) == 1

    done = again(job)
    assert (done.state, done.progress, done.file.read()) == ("done", 100, b"fatto")
    assert done.expires_at == now + timedelta(hours=24)


def test_the_same_that_still_waits_is_not_asked_twice(citizen, now):
    assert jobs.ask("good", by=citizen, now=now) == jobs.ask("good", by=citizen, now=now)


def test_asvs_15_1_3_nobody_asks_for_more_than_a_day_allows(citizen, provider, now):
    for _each in range(2):
        jobs.ask("good", by=citizen, now=now, most_a_day=2)
        jobs.run(now=lambda: now)

    with pytest.raises(jobs.TooManyError):
        jobs.ask("good", by=citizen, now=now, most_a_day=2)

    jobs.ask("good", by=provider, now=now, most_a_day=2)
    jobs.ask("good", by=citizen, now=now + timedelta(hours=25), most_a_day=2)


def test_asvs_15_2_2_no_more_work_at_once_than_the_setting_says(citizen, now, settings):
    settings.JOBS_AT_ONCE = 1
    for number in range(2):
        jobs.ask("good", by=citizen, now=now, parameters={"n": number})
    assert jobs.claim_next(now=now) is not None

    assert jobs.claim_next(now=now) is None


def test_what_a_dead_worker_held_is_taken_over_when_its_lease_is_out(citizen, now):
    job = jobs.ask("good", by=citizen, now=now)
    jobs.claim_next(now=now)

    assert jobs.run(now=lambda: now + jobs.LEASE) == 0
    assert jobs.run(now=lambda: now + jobs.LEASE + timedelta(seconds=1)) == 1
    assert again(job).state == "done"


def test_who_was_taken_over_writes_nothing_and_leaves_no_bytes(citizen, now, tmp_path):
    job = jobs.ask("good", by=citizen, now=now)
    slow = jobs.claim_next(now=now)
    later = now + jobs.LEASE + timedelta(seconds=1)
    jobs.run(now=lambda: later)
    kept = again(job).file.name

    with pytest.raises(jobs.TakenOverError):
        jobs._finish(slow, jobs.Result(b"tardi", "tardi.txt", "text/plain"), now=later)

    assert again(job).file.name == kept
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()] == [kept]


def test_an_accident_is_tried_again_and_then_told(citizen, now):
    job = jobs.ask("bad", by=citizen, now=now)

    assert jobs.run(now=lambda: now) == jobs.MOST_ATTEMPTS

    failed = again(job)
    assert (failed.state, failed.attempts) == ("failed", jobs.MOST_ATTEMPTS)
    assert failed.error == "Qualcosa non ha funzionato. Chiedilo di nuovo."


def test_a_refusal_is_told_at_once_with_its_sentence(citizen, now):
    job = jobs.ask("refused", by=citizen, now=now)

    assert jobs.run(now=lambda: now) == 1
    assert (again(job).state, again(job).error) == ("failed", "Non si può.")


def test_work_on_somebody_erased_meanwhile_leaves_nothing(citizen, now, tmp_path):
    jobs.ask("good", by=citizen, now=now)
    held = jobs.claim_next(now=now)
    Job.objects.for_everyone(reason="prova").delete()

    with pytest.raises(jobs.TakenOverError):
        jobs._finish(held, jobs.Result(b"x", "x", "text/plain"), now=now)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_without_redis_the_request_is_kept_and_the_clock_does_it(citizen, now, monkeypatch):
    def no_redis(*_args, **_kwargs):
        raise redis.ConnectionError

    monkeypatch.setattr(tasks.run_jobs, "delay", no_redis)

    job = jobs.ask("good", by=citizen, now=now)
    tasks.run_jobs()

    assert again(job).state == "done"


class TestThePage:
    """Progress and result, for who asked and for nobody else."""

    @pytest.fixture
    def done(self, citizen):
        job = jobs.ask("good", by=citizen, now=timezone.now())
        jobs.run()
        return again(job)

    def test_it_says_how_far_the_work_is(self, citizen, as_citizen, now):
        job = jobs.ask("good", by=citizen, now=now)
        Job.objects.for_everyone(reason="prova").update(state="running", progress=40, doing="Raccolgo: ruoli")

        page = as_citizen.get(job.get_absolute_url()).content.decode()

        assert "Raccolgo: ruoli" in page
        assert 'value="40"' in page

    def test_it_ends_in_the_download(self, as_citizen, done):
        answer = as_citizen.get(f"{done.get_absolute_url()}file/")

        assert b"".join(answer.streaming_content) == b"fatto"
        assert answer["Content-Disposition"] == 'attachment; filename="fatto.txt"'
        assert "no-store" in answer["Cache-Control"]

    def test_never_somebody_elses(self, as_provider, as_administrator, done):
        for stranger in (as_provider, as_administrator):
            assert stranger.get(done.get_absolute_url()).status_code == 404
            assert stranger.get(f"{done.get_absolute_url()}file/").status_code == 404

    def test_asvs_8_3_2_a_copy_of_somebody_one_no_longer_sees_is_gone(self, citizen, as_citizen):
        child = factories.child_of(citizen)
        job = jobs.ask("good", by=citizen, about=child, now=timezone.now())
        jobs.run()
        assert as_citizen.get(f"{job.get_absolute_url()}file/").status_code == 200

        Guardianship.objects.for_everyone(reason="prova").update(ends_on=timezone.localdate())

        assert as_citizen.get(f"{job.get_absolute_url()}file/").status_code == 404
        assert as_citizen.get(job.get_absolute_url()).status_code == 404

    def test_after_its_day_it_is_gone_also_before_the_bytes_are(self, as_citizen, done):
        Job.objects.for_everyone(reason="prova").update(expires_at=timezone.now() - timedelta(seconds=1))

        assert as_citizen.get(f"{done.get_absolute_url()}file/").status_code == 404
        assert "finito" in as_citizen.get(done.get_absolute_url()).content.decode()
        assert default_storage.exists(done.file.name)


class TestAskingForACopy:
    """One's own, one's children's, at the desk those of the zone; by who has just said who they are."""

    def signed_in(self, user):
        client = factories.signed_in(user)
        client.post("/accedi/conferma/", {"password": factories.PASSWORD})
        return client

    def test_asvs_7_5_1_who_signed_in_long_ago_says_again_who_they_are(self, as_citizen, citizen):
        answer = as_citizen.post("/profilo/i-miei-dati/", {"person": citizen.person.pk})

        assert answer.status_code == 302
        assert answer.url.startswith("/accedi/conferma/")
        assert not Job.objects.for_everyone(reason="prova").exists()

    def test_ones_own_and_ones_childrens(self, citizen):
        child = factories.child_of(citizen)
        client = self.signed_in(citizen)

        for person in (citizen.person, child):
            assert client.post("/profilo/i-miei-dati/", {"person": person.pk}).status_code == 302

        assert set(Job.objects.visible_to(citizen).values_list("about", flat=True)) == {
            citizen.person.pk,
            child.pk,
        }

    @pytest.mark.parametrize("whose", ["a stranger's", "nobody's", "not an id"])
    def test_never_somebody_elses_child(self, citizen, provider, whose):
        asked = {"a stranger's": factories.child_of(provider).pk, "nobody's": factories.human().pk}.get(
            whose, "x"
        )

        answer = self.signed_in(citizen).post("/profilo/i-miei-dati/", {"person": asked})

        assert answer.status_code == 404
        assert not Job.objects.for_everyone(reason="prova").exists()

    def test_at_the_desk_only_who_lives_in_the_zone(self, operator_of_zone_6, norcia, foligno):
        here, elsewhere = factories.human(comune=norcia), factories.human(comune=foligno)
        client = self.signed_in(operator_of_zone_6)

        assert client.post(f"/operatori/persone/{here.pk}/copia-dei-dati/").status_code == 302
        assert client.post(f"/operatori/persone/{elsewhere.pk}/copia-dei-dati/").status_code == 404
        assert client.get(f"/operatori/persone/{here.pk}/copia-dei-dati/").status_code == 200
