"""`manage.py run_schedule`: the works without a clock."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from networking import tasks
from networking.models import Heartbeat, ScheduledRun
from networking.schedules import running, works

NIGHT = "applicare-la-conservazione"


@pytest.fixture
def known(db):
    running.learn(now=timezone.now() - timedelta(days=40))


@pytest.fixture
def done(monkeypatch):
    """The works that were done, in order; their acts only say so."""
    names = []
    for work in works():
        task = _task(work)
        monkeypatch.setattr(task, "run", lambda work=work: names.append(work.name))
    return names


def _task(work):
    from django.utils.module_loading import import_string

    return import_string(work.task)


def test_a_name_is_done_by_the_real_task(known):
    call_command("run_schedule", "dire-che-e-vivo")

    assert Heartbeat.objects.get(name="worker")
    assert ScheduledRun.objects.get(name="dire-che-e-vivo").succeeded_at


def test_cron_may_call_as_often_as_it_likes(known, done):
    for _each in range(3):
        call_command("run_schedule", "--dovuti")

    assert sorted(done) == sorted(work.name for work in works() if work.is_at_hours)


def test_now_means_also_when_it_is_not_due(known, done):
    call_command("run_schedule", NIGHT)
    call_command("run_schedule", NIGHT)
    assert done == [NIGHT]

    call_command("run_schedule", NIGHT, "--adesso")

    assert done == [NIGHT, NIGHT]


def test_one_that_fails_is_told_and_the_others_are_done(known, done, monkeypatch, capsys):
    def broken():
        raise OSError("rotto")

    monkeypatch.setattr(tasks.apply_retention, "run", broken)

    with pytest.raises(CommandError, match=f"Non riusciti: {NIGHT}"):
        call_command("run_schedule", NIGHT, "riordinare-i-file")

    assert done == ["riordinare-i-file"]
    assert "OSError" in capsys.readouterr().err


def test_a_name_that_is_not_there_is_answered_with_those_that_are(db):
    with pytest.raises(CommandError, match="Spedire gli avvisi, ogni 5 secondi"):
        call_command("run_schedule", "spedire-tutto")


def test_the_lines_for_cron_name_every_work_and_no_hour_of_the_machine(capsys):
    call_command("run_schedule", "--crontab", "--comando", "docker compose run --rm web python manage.py")

    written = capsys.readouterr().out
    lines = [line for line in written.splitlines() if line and not line.startswith("#")]
    assert [line.split()[:5] for line in lines] == [["*"] * 5, ["*/5", "*", "*", "*", "*"]]
    assert all("docker compose run --rm web python manage.py run_schedule" in line for line in lines)
    assert "# Applicare la conservazione: ogni notte alle 3:10" in written
    named = lines[0].partition("run_schedule ")[2].split()
    assert {*named, "recuperare"} == {work.name for work in works() if not work.is_at_hours}
