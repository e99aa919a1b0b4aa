"""The page of a job and the list of one's jobs: for who asked, and for nobody else."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networking import jobs
from networking.jobs import words
from networking.models import Guardianship, Job
from networking.settings.parts.privacy import JOBS_LEASE as LEASE
from tests import factories

from . import kinds
from .kinds import again

pytestmark = pytest.mark.django_db
LIST = "/profilo/lavori/"


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.JOB_KINDS, settings.MEDIA_ROOT = kinds.PATHS, tmp_path


def asked(user, kind="good", **written):
    """A job as it would be found later."""
    job = jobs.ask(kind, by=user, now=timezone.now())
    Job.objects.for_everyone(reason="prova").filter(pk=job.pk).update(**written)
    return again(job)


def running(user, **written):
    lease = timezone.now() + LEASE
    return asked(user, **{"state": "running", "lease_until": lease, "started_at": timezone.now(), **written})


@pytest.fixture
def done(citizen):
    job = jobs.ask("good", by=citizen, now=timezone.now())
    jobs.run()
    return again(job)


def page_of(client, job):
    return client.get(job.get_absolute_url()).content.decode()


def live(client, job, page):
    """What the page asks by itself."""
    told = page.context["told"]
    return client.get(
        job.get_absolute_url(), {"visto": told.shown, "detto": told.heard}, headers={"HX-Request": "true"}
    )


class TestHowFar:
    """Words, a percentage only where there is one, and where to go."""

    def test_it_says_how_far_the_work_is(self, citizen, as_citizen):
        page = page_of(as_citizen, running(citizen, progress=40, doing="Raccolgo: ruoli"))

        assert "Raccolgo: ruoli…" in page
        assert 'value="40"' in page

    def test_where_nobody_can_tell_it_says_no_percentage(self, citizen, as_citizen):
        page = page_of(as_citizen, running(citizen, progress=None, doing="Scrivo il documento"))

        assert "Scrivo il documento…" in page
        assert "<progress" in page
        assert "value=" not in page.partition("<progress")[2].partition(">")[0]

    def test_what_is_left_is_told_only_when_it_can_be(self, citizen, as_citizen):
        since = timezone.now() - timedelta(seconds=90)
        steady = running(citizen, kind="steady", progress=30, started_at=since)
        Job.objects.for_everyone(reason="prova").filter(pk=steady.pk).update(kind="steady")

        assert "Mancano circa 4 minuti" in page_of(as_citizen, again(steady))
        Job.objects.for_everyone(reason="prova").update(progress=3)
        assert "Manca" not in page_of(as_citizen, steady)
        Job.objects.for_everyone(reason="prova").update(progress=30, kind="good")
        assert "Manca" not in page_of(as_citizen, steady)

    def test_who_waits_knows_their_place(self, citizen, provider, as_provider, as_citizen):
        asked(citizen)
        second = asked(provider)

        assert "Sei al 2° posto in coda." in page_of(as_provider, second)
        Job.objects.visible_to(citizen).delete()
        assert "Sei il prossimo" in page_of(as_provider, second)

    def test_who_waits_for_another_of_their_own_is_told_so(self, citizen, as_citizen):
        running(citizen, kind="steady")

        assert "appena finisce l&#x27;altro lavoro" in page_of(as_citizen, asked(citizen))

    def test_it_ends_in_the_download(self, as_citizen, done):
        answer = as_citizen.get(f"{done.get_absolute_url()}file/")

        assert b"".join(answer.streaming_content) == b"fatto"
        assert answer["Content-Disposition"] == 'attachment; filename="fatto.txt"'
        assert "no-store" in answer["Cache-Control"]
        assert "Scarica (TXT, 5" in page_of(as_citizen, done)

    def test_it_may_lead_to_a_page_instead(self, citizen, as_citizen):
        job = jobs.ask("page", by=citizen, now=timezone.now())
        jobs.run()

        page = page_of(as_citizen, job)

        assert "Fatto. 3 righe nuove." in page
        assert 'href="/profilo/">Vedi le righe</a>' in page
        assert "Scarica" not in page

    def test_what_went_wrong_is_said_and_where_to_go_back(self, citizen, as_citizen):
        job = jobs.ask("refused", by=citizen, now=timezone.now())
        jobs.run()

        assert "Non è riuscito. Non si può." in page_of(as_citizen, job)
        assert "Torna indietro" in page_of(as_citizen, job)

    def test_a_kind_that_no_app_declares_any_more_still_has_a_page(self, as_citizen, done, settings):
        settings.JOB_KINDS = []

        assert "Il lavoro che hai chiesto" in page_of(as_citizen, done)
        assert as_citizen.get(f"{done.get_absolute_url()}file/").status_code == 404

    def test_after_its_day_it_is_gone_also_before_the_bytes_are(self, as_citizen, done):
        Job.objects.for_everyone(reason="prova").update(expires_at=timezone.now() - timedelta(seconds=1))

        assert as_citizen.get(f"{done.get_absolute_url()}file/").status_code == 404
        assert "finito" in page_of(as_citizen, done)
        assert default_storage.exists(done.file.name)


class TestLive:
    """The page that asks by itself."""

    def test_what_has_not_changed_is_not_sent_again(self, citizen, as_citizen):
        job = running(citizen, progress=10, doing="Lavoro")
        page = as_citizen.get(job.get_absolute_url())

        assert live(as_citizen, job, page).status_code == 204

    def test_a_step_is_shown_and_only_a_quarter_of_the_way_is_read_aloud(self, citizen, as_citizen):
        job = running(citizen, progress=10, doing="Lavoro")
        page = as_citizen.get(job.get_absolute_url())
        everyone = Job.objects.for_everyone(reason="prova")

        everyone.update(progress=20)
        step = live(as_citizen, job, page).content.decode()
        everyone.update(progress=25)
        quarter = live(as_citizen, job, page).content.decode()

        assert 'value="20"' in step
        assert 'id="annuncio"' not in step
        assert "Fatto il 25 per cento." in quarter

    def test_it_stops_asking_when_it_is_over(self, citizen, as_citizen, done):
        assert "hx-get" in page_of(as_citizen, running(citizen, progress=1))
        assert "hx-get" not in page_of(as_citizen, done)


class TestCancelling:
    """By a POST of who asked."""

    def test_a_press_cancels_and_the_page_says_when(self, citizen, as_citizen):
        job = running(citizen, progress=10)

        page = as_citizen.post(f"{job.get_absolute_url()}annulla/", follow=True).content.decode()

        assert again(job).state == "cancelled"
        assert "annullato:" in page
        assert 'annulla"' not in page

    def test_what_was_over_is_said_to_be(self, as_citizen, done):
        page = as_citizen.post(f"{done.get_absolute_url()}annulla/", follow=True).content.decode()

        assert "era già finito" in page
        assert again(done).state == "done"

    def test_asvs_3_5_1_a_link_cancels_nothing(self, citizen, as_citizen):
        job = asked(citizen)

        assert as_citizen.get(f"{job.get_absolute_url()}annulla/").status_code == 405
        assert again(job).state == "queued"


class TestWhose:
    """Who asked, while they still may."""

    def test_asvs_8_2_2_never_somebody_elses(self, as_provider, as_administrator, done):
        for stranger in (as_provider, as_administrator):
            assert stranger.get(done.get_absolute_url()).status_code == 404
            assert stranger.get(f"{done.get_absolute_url()}file/").status_code == 404
            assert stranger.post(f"{done.get_absolute_url()}annulla/").status_code == 404
            assert "Lavoro good" not in stranger.get(LIST).content.decode()

    def test_asvs_8_3_2_a_copy_of_somebody_one_no_longer_sees_is_gone(self, citizen, as_citizen):
        child = factories.child_of(citizen)
        job = jobs.ask("good", by=citizen, about=child, now=timezone.now())
        jobs.run()
        assert as_citizen.get(f"{job.get_absolute_url()}file/").status_code == 200

        Guardianship.objects.for_everyone(reason="prova").update(
            ends_on=timezone.localdate(), **factories.proof()
        )

        assert as_citizen.get(f"{job.get_absolute_url()}file/").status_code == 404
        assert as_citizen.get(job.get_absolute_url()).status_code == 404
        assert "Lavoro good" not in as_citizen.get(LIST).content.decode()

    def test_asvs_8_3_2_what_the_kind_no_longer_lets_one_have_does_not_leave(self, citizen, as_citizen):
        job = jobs.ask("lapsed", by=citizen, now=timezone.now())
        jobs.run()

        assert as_citizen.get(f"{job.get_absolute_url()}file/").status_code == 404
        assert "Scarica (" not in page_of(as_citizen, job)


class TestTheList:
    """All one has asked for, the newest first."""

    def make(self, user, number):
        now = timezone.now()
        for each in range(number):
            Job.objects.create(
                kind="good",
                requested_by=user,
                about=factories.child_of(user) if each % 2 else None,
                state="done",
                created_at=now - timedelta(minutes=each),
                finished_at=now,
                expires_at=now + timedelta(hours=1),
                file=ContentFile(b"x", name="x.txt"),
            )

    def test_who_has_asked_for_nothing_is_told_so(self, as_citizen):
        assert "Non hai chiesto niente" in as_citizen.get(LIST).content.decode()

    def test_the_newest_comes_first_and_the_rest_on_other_pages(self, citizen, as_citizen):
        self.make(citizen, 25)
        newest = Job.objects.visible_to(citizen).order_by("-created_at").first()

        first, second = as_citizen.get(LIST), as_citizen.get(LIST, {"pagina": 2})

        assert [len(page.context["listed"]) for page in (first, second)] == [20, 5]
        assert first.context["listed"][0][0] == newest

    def test_it_asks_no_more_for_many_than_for_one(self, citizen, as_citizen):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                as_citizen.get(LIST)
            return len(asked)

        self.make(citizen, 1)
        queries()
        few = queries()
        self.make(citizen, 24)

        assert queries() <= few

    def test_the_profile_leads_there(self, as_citizen):
        assert f'href="{LIST}"' in as_citizen.get("/profilo/").content.decode()


def test_what_is_shown_changes_its_sign_only_with_the_words(citizen, now):
    job = jobs.ask("good", by=citizen, now=now)

    assert words.told(job, now=now).shown == words.told(job, now=now).shown
    job.state, job.progress = Job.State.RUNNING, 10
    assert words.told(job, now=now).shown != words.told(again(job), now=now).shown
