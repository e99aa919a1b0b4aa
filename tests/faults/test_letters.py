"""A print that is killed in the middle loses no letter, prints none twice, and leaves no bytes that nobody names."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as house
from django.utils import timezone

from networking.models import Comune, LetterBatch, NoticeTry
from networking.outbox.letters import printing
from networking.uploads import sweeping
from tests import database, factories
from tests.faults import portal
from tests.networking.letters import told
from tests.networking.letters.told import somebody, tell

PEOPLE, COMUNI = 4, 5
NIGHT = ["tests.networking.letters.night"]


@pytest.fixture
def environment(transactional_db, settings, tmp_path):
    told.at_home(settings, tmp_path)
    return {
        "DATABASE_URL": database.url_of(house.DATABASES["default"]["NAME"], role="portal"),
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }


def piles():
    return LetterBatch.objects.for_everyone(reason="prova")


@pytest.mark.parametrize("piles_before", [0, 1, 3])
def test_a_killed_print_loses_nothing_and_prints_nothing_twice(environment, settings, piles_before):
    now = timezone.now()
    for comune in Comune.objects.all()[:COMUNI]:
        for _each in range(PEOPLE):
            tell(somebody(comune), now)

    with portal.running(NIGHT, **environment) as run:
        assert portal.wait_for(
            lambda: piles().count() >= piles_before and factories.notices().filter(state="sending").exists(),
            seconds=90,
        )
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    assert factories.notices().exclude(state="printed").exists()
    # The dead run's lease is over: waiting ten minutes for it would only make the test slow.
    factories.notices().filter(state="sending").update(lease_until="2026-01-01T00:00Z")

    printing.print_letters()

    assert not factories.notices().exclude(state="printed").exists()
    tries = list(NoticeTry.objects.filter(outcome="printed").values_list("notice", flat=True))
    assert len(tries) == len(set(tries)) == PEOPLE * COMUNI
    assert sum(pile.letters for pile in piles()) == PEOPLE * COMUNI
    sweeping.sweep(now=now + timedelta(days=2), is_forced=True)
    there = {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}
    assert there == {Path(pile.file.name).name for pile in piles()}
