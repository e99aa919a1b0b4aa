"""What staff see of the work that people asked for: how it goes, never what it is about."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networking.models import Job
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/gestione/networking/job/"


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def job(citizen, **written):
    now = timezone.now()
    row = {"kind": "own_data", "state": "queued", "created_at": now, **written}
    if row["state"] not in {"queued", "running"}:
        row.setdefault("finished_at", now)
    return Job.objects.create(requested_by=citizen, **row)


def told(client):
    return client.get("/gestione/").content.decode()


def test_a_job_that_broke_today_is_told_with_the_way_to_it(as_administrator, citizen):
    broken = job(citizen, state="failed", fault="ZeroDivisionError, x.py:3", error="Qualcosa.")

    assert "1 lavoro chiesto da qualcuno" in told(as_administrator)
    page = as_administrator.get(f"{LIST}?da_guardare=si").content.decode()
    assert "ZeroDivisionError, x.py:3" in page
    assert str(broken.pk) in page


def test_a_queue_that_does_not_move_is_told(as_administrator, citizen):
    job(citizen, created_at=timezone.now() - timedelta(minutes=11))

    assert "aspetta da troppo" in told(as_administrator)


def test_what_was_only_refused_or_waits_a_little_is_not(as_administrator, citizen):
    job(citizen, state="failed", error="Non puoi più avere i dati di questa persona.")
    job(citizen)
    job(citizen, state="failed", fault="X", finished_at=timezone.now() - timedelta(hours=25))

    assert "chiesto da qualcuno" not in told(as_administrator)
    assert "chiesti da qualcuno" not in told(as_administrator)


def test_asvs_8_2_3_neither_the_result_nor_who_asked_nor_about_whom(as_administrator, citizen):
    child = factories.child_of(citizen, "Bianca Marchetti")
    done = job(
        citizen,
        state="done",
        about=child,
        parameters={"sheet": "segreto"},
        file=ContentFile(b"segreto", name="dati.zip"),
        file_name="dati-di-bianca.zip",
    )
    for page in (LIST, f"{LIST}{done.pk}/change/"):
        content = as_administrator.get(page).content.decode()

        assert "Una copia dei dati" in content
        for secret in ("Marchetti", citizen.email, "segreto", "dati-di-bianca", done.file.name):
            assert secret not in content


def test_asvs_8_2_1_it_is_for_who_administers_the_whole_territory(as_administrator_6, as_operator_6, citizen):
    job(citizen, state="failed", fault="X")

    assert "chiesto da qualcuno" not in told(as_administrator_6)
    assert as_operator_6.get(LIST).status_code == 403
    assert as_administrator_6.post(f"{LIST}add/").status_code == 403


def test_the_list_asks_no_more_for_many_than_for_few(as_administrator, citizen):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert as_administrator.get(LIST).status_code == 200
        return len(asked)

    for _each in range(2):
        job(citizen)
    queries()
    few = queries()
    for _each in range(23):
        job(citizen, about=factories.child_of(citizen))

    assert queries() <= few
