"""Many people look for the same missing thing at once: none of them is lost in the counting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from services.models import MissedSearch

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8
SEARCHES = 10
DAY = date(2026, 11, 25)


def all_at_once(act):
    """Run `act` in as many threads as there are people, each connected before anybody starts."""
    barrier = Barrier(PEOPLE)

    def person(_number):
        try:
            connection.ensure_connection()
            barrier.wait()
            act(barrier)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(person, range(PEOPLE)))


def times():
    return list(MissedSearch.objects.values_list("words", "times"))


@pytest.mark.parametrize("comune_id", [None, 1])
def test_every_search_is_counted_in_one_row(comune_id):
    def search(_barrier):
        for _each in range(SEARCHES):
            MissedSearch.add_one(words="zuccotto", comune_id=comune_id, day=DAY)

    all_at_once(search)

    assert times() == [("zuccotto", PEOPLE * SEARCHES)]


def test_counting_by_reading_first_would_lose_some():
    """The control: had `add_one` read the number and written it back, this is what would happen."""
    MissedSearch.add_one(words="zuccotto", comune_id=None, day=DAY)

    def search(barrier):
        missed = MissedSearch.objects.get(words="zuccotto")
        barrier.wait()
        missed.times += 1
        missed.save()

    all_at_once(search)

    assert times() == [("zuccotto", 2)]
