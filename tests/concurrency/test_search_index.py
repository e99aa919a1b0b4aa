"""Two processes index at once, a third one searches: nothing that was committed stays unseen."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from services.models import SearchEntry, Service, StaleSheet
from services.search import indexing, loading
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 5


@pytest.fixture
def sheets(norcia):
    """Two published sheets of which the index has not heard, with words that it knows already."""
    indexing.refresh([factories.service("Sportello", comune=norcia).pk])
    SearchEntry.objects.update(is_live=False)
    made = [factories.service("Sportello", comune=norcia), factories.service("Sportello", comune=norcia)]
    StaleSheet.objects.all().delete()
    return made


class Slow(Thread):
    """Indexes one sheet, and commits only when it is allowed to."""

    def __init__(self, service):
        super().__init__(daemon=True)
        self.service, self.has_written, self.may_commit = service, Event(), Event()

    def run(self):
        try:
            with transaction.atomic():
                indexing.refresh([self.service.pk])
                self.has_written.set()
                self.may_commit.wait(PATIENCE)
        finally:
            connection.close()


class Quick(Thread):
    """Indexes one sheet and commits."""

    def __init__(self, service):
        super().__init__(daemon=True)
        self.service = service

    def run(self):
        try:
            indexing.refresh([self.service.pk])
        finally:
            connection.close()


class Writer(Thread):
    """Does one of the ways of writing the index."""

    def __init__(self, write):
        super().__init__(daemon=True)
        self.write, self.is_done = write, False

    def run(self):
        try:
            self.write()
            self.is_done = True
        finally:
            connection.close()


def seen():
    catalogue = loading.current()
    return {int(catalogue.ids[place]) for place in catalogue.live}


def index_both(first, second):
    """The slow one writes first and commits last; in between somebody searches. Was the quick one held up?"""
    slow, quick = Slow(first), Quick(second)
    slow.start()
    assert slow.has_written.wait(PATIENCE)
    quick.start()
    quick.join(0.5)
    was_held_up = quick.is_alive()
    seen()
    slow.may_commit.set()
    slow.join(PATIENCE)
    quick.join(PATIENCE)
    return was_held_up


def test_a_search_between_two_commits_misses_neither(sheets):
    was_held_up = index_both(*sheets)

    assert was_held_up
    assert seen() == {sheet.pk for sheet in sheets}


def test_without_the_lock_the_slower_one_would_stay_unseen(sheets, monkeypatch):
    """The control: numbers given before commit, committed in another order, hide a sheet from a process."""
    monkeypatch.setattr(indexing, "_wait_for_turn", lambda: True)

    was_held_up = index_both(*sheets)

    assert not was_held_up
    assert seen() == {sheets[1].pk}


@pytest.mark.parametrize(
    "write",
    [indexing.rebuild_all, indexing.refresh_labels, indexing.refresh_stale],
    ids=lambda each: each.__name__,
)
def test_whoever_writes_the_index_waits_for_their_turn(sheets, write):
    slow, other = Slow(sheets[0]), Writer(write)
    slow.start()
    assert slow.has_written.wait(PATIENCE)

    other.start()
    other.join(0.5)
    was_held_up = other.is_alive()
    slow.may_commit.set()
    slow.join(PATIENCE)
    other.join(PATIENCE)

    assert (was_held_up, other.is_done) == (True, True)


def test_a_search_never_waits_for_somebody_who_indexes(sheets):
    slow = Slow(sheets[0])
    slow.start()
    assert slow.has_written.wait(PATIENCE)
    Service.objects.filter(pk=sheets[1].pk).update(summary="Nuovo")

    refreshed = indexing.refresh_stale(is_patient=False)

    assert refreshed == 0
    assert StaleSheet.objects.filter(service_id=sheets[1].pk).exists()
    slow.may_commit.set()
    slow.join(PATIENCE)


def test_a_note_written_while_somebody_indexes_is_kept_for_the_next_time(sheets, norcia):
    slow = Slow(sheets[0])
    slow.start()
    assert slow.has_written.wait(PATIENCE)

    Service.objects.filter(pk=sheets[0].pk).update(title="Ginestreto")
    slow.may_commit.set()
    slow.join(PATIENCE)
    indexing.drain_stale()

    assert b"ginestreto" in loading.current().names.tolist()
