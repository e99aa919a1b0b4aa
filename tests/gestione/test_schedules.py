"""«Orari del portale»: what is done by itself, how it went, and having it done now."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django.utils.html import strip_tags

from networking import health, tasks
from networking.models import RoleKind, ScheduledRun
from networking.schedules import running, works
from tests import factories

PAGE = "/gestione/networking/scheduledrun/"
NIGHT = "applicare-la-conservazione"
ASK = f"{PAGE}{NIGHT}/adesso/"


@pytest.fixture(autouse=True)
def known(db):
    running.learn(now=timezone.now() - timedelta(days=9))
    ScheduledRun.objects.update(
        started_at=timezone.now(), ended_at=timezone.now(), succeeded_at=timezone.now()
    )
    health.record_beat(health.CLOCK, now=timezone.now())


def told(client):
    """The words of the page."""
    page = client.get(PAGE).content.decode().partition('<div id="content"')[2]
    return re.sub(r"\s+", " ", strip_tags(page)).replace("&#x27;", "'")


def test_every_work_says_what_it_does_how_often_and_how_it_went(as_whole_administrator):
    words = told(as_whole_administrator)

    assert all(str(work.label) in words and str(work.purpose).replace("'", "'") in words for work in works())
    assert "Ogni notte alle 3:10" in words
    assert "Riuscito" in words
    assert "È tutto in orario." in words
    assert "In ritardo" not in words


def test_what_is_late_comes_first_and_says_what_to_do(as_whole_administrator):
    ScheduledRun.objects.filter(name="aggiornare-i-suggerimenti").update(
        succeeded_at=timezone.now() - timedelta(days=3)
    )

    words = told(as_whole_administrator)

    assert "1 lavoro è in ritardo." in words
    assert "In ritardo. Chi cerca vede i suggerimenti di ieri." in words
    assert words.index("Aggiornare i suggerimenti") < words.index("Spedire gli avvisi")


def test_a_clock_that_is_silent_is_said_on_top(as_whole_administrator):
    health.record_beat(health.CLOCK, now=timezone.now() - timedelta(hours=1))

    assert "L'orologio è fermo." in told(as_whole_administrator)
    assert "È tutto in orario." not in told(as_whole_administrator)


def test_a_work_can_be_had_done_now_and_who_asked_is_written(
    as_whole_administrator, whole_administrator, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(tasks.apply_retention, "apply_async", lambda **options: asked.append(options))

    with django_capture_on_commit_callbacks(execute=True):
        response = as_whole_administrator.post(ASK, follow=True)

    assert "chiesto. Si fa appena il worker è libero" in response.content.decode()
    assert asked == [{"expires": 300.0}]
    assert NIGHT in [work.name for work in running.missed_works(now=timezone.now())]
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (whole_administrator, NIGHT)


@pytest.mark.django_db(transaction=True)
def test_without_redis_it_waits_for_the_next_catching_up(as_whole_administrator, monkeypatch):
    def away(**_options):
        raise ConnectionError

    monkeypatch.setattr(tasks.apply_retention, "apply_async", away)

    response = as_whole_administrator.post(ASK)

    assert response.status_code == 302
    assert NIGHT in [work.name for work in running.missed_works(now=timezone.now())]


def test_asvs_3_5_3_opening_the_address_asks_for_nothing(as_whole_administrator):
    assert as_whole_administrator.get(ASK).status_code == 405
    assert ScheduledRun.objects.get(name=NIGHT).wanted_at is None


@pytest.mark.parametrize("name", ["spedire-gli-avvisi", "non-esiste"])
def test_what_is_always_going_cannot_be_asked(as_whole_administrator, name):
    assert as_whole_administrator.post(f"{PAGE}{name}/adesso/").status_code == 404


@pytest.mark.parametrize("kind", [RoleKind.ADMINISTRATOR, RoleKind.DESK_OPERATOR, RoleKind.SECRETARY])
def test_asvs_8_2_1_who_does_not_administer_the_whole_territory_asks_for_nothing(kind, zone_6):
    client = factories.signed_in(factories.person("altra@example.org", kind, zone=zone_6))

    assert client.post(ASK).status_code in {302, 403}
    assert ScheduledRun.objects.get(name=NIGHT).wanted_at is None
    assert str(works()[0].purpose) not in client.get(PAGE).content.decode()
