"""Several print at once, and others post or erase meanwhile: no notice is in two piles, nobody waits for ever."""

import time

import pytest
from django.utils import timezone

from networking import outbox
from networking.models import NoticeTry
from networking.outbox import Telling, claiming
from networking.outbox.letters import filing, posting, printing, taking
from tests.concurrency.racing import together
from tests.networking.letters import told
from tests.networking.letters.told import somebody, tell

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, RUNS = 12, 4
MANY, RACES = 600, 5


@pytest.fixture(autouse=True)
def house(settings, tmp_path, monkeypatch):
    told.at_home(settings, tmp_path)
    monkeypatch.setattr(taking, "PEOPLE_AT_ONCE", 3)

    def draw(batch, letters):
        time.sleep(0.05)
        batch.letters, batch.pages = len(letters), 4
        return b"finto", []

    monkeypatch.setattr(printing, "_drawn", draw)


@pytest.fixture
def waiting(norcia):
    """People who are told two things each."""
    now = timezone.now()
    return [tell(person, now) for person in [somebody(norcia) for _each in range(PEOPLE)] for _two in "ab"]


def wrong_when(*works):
    """Do `works` all at once; what went wrong."""
    return [each for each in together(*works) if isinstance(each, Exception)]


def prints():
    """How many times each notice was printed."""
    tries = NoticeTry.objects.filter(outcome="printed").values_list("notice", flat=True)
    return [list(tries).count(pk) for pk in set(tries)]


def piles_of_each_person():
    """In how many piles each person is."""
    pairs = set(claiming.everyone().values_list("person", "batch"))
    people = [person for person, _batch in pairs]
    return {people.count(person) for person in people}


def test_runs_at_once_print_each_notice_once_and_each_person_in_one_envelope(waiting):
    assert wrong_when(*[printing.print_letters] * RUNS) == []

    assert prints() == [1] * len(waiting)
    assert piles_of_each_person() == {1}
    assert sum(batch.letters for batch in told.batches()) == PEOPLE


def test_all_that_somebody_is_told_is_taken_by_one_run(norcia):
    now = timezone.now()
    person = somebody(norcia)
    tellings = [Telling(person=person, key=f"tanti:{number}") for number in range(MANY)]
    outbox.tell_all(told.NAME, tellings, now=now)
    for _race in range(RACES):
        taken = []

        def take(taken=taken):
            taken.append(len(taking.claim((norcia.pk, None), now=timezone.now())))

        assert wrong_when(*[take] * RUNS) == []
        assert sorted(taken) == [0] * (RUNS - 1) + [MANY]
        claiming.everyone().update(state="queued", holder=None, lease_until=None)


def test_without_the_lock_and_the_holder_something_would_be_printed_twice(waiting, monkeypatch):
    """Negative control: who takes without asking whether somebody has it."""

    def greedy(place, *, now, besides=()):
        rows = claiming.everyone().filter(channel="letter").exclude(pk__in=besides)
        time.sleep(0.05)
        return list(rows.order_by("pk"))

    def careless(batch, content, notices, *, now):
        batch.save(force_insert=True)
        filing.write_down(notices, NoticeTry.Outcome.PRINTED, now=now)
        return set()

    monkeypatch.setattr(taking, "claim", greedy)
    monkeypatch.setattr(filing, "keep", careless)
    monkeypatch.setattr(printing.composing, "prepare", lambda notices, now: notices)

    together(*[printing.print_letters] * RUNS)

    assert max(prints()) > 1


def test_posting_throwing_away_and_printing_at_once_leave_no_notice_in_between(waiting, operator_of_zone_6):
    printing.print_letters()
    piles = list(told.batches())

    def post():
        for pile in piles[:3]:
            posting.posted(pile, by=operator_of_zone_6, now=timezone.now())

    def throw_away():
        for pile in reversed(piles):
            posting.print_again(pile, now=timezone.now())

    assert wrong_when(post, throw_away, printing.print_letters) == []
    printing.print_letters()

    states = set(claiming.everyone().values_list("state", flat=True))
    assert states <= {"printed", "sent"}
    for batch in told.batches():
        kept = set(claiming.everyone().filter(batch=batch).values_list("state", flat=True))
        assert kept == ({"sent"} if batch.posted_at else {"printed"})
