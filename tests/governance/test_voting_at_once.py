"""Two at once: two ballots, a vote while it closes, the same vote twice, a fourth proxy; and what guards against each."""

from contextlib import contextmanager
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from governance.models import Ballot, OpenVote, Proxy, SecretTally
from governance.refusing import GovernanceError
from governance.sitting import proxies
from governance.voting import balloting, casting
from tests import database
from tests.governance import seated
from tests.governance.seated import NOW, OPENED

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Every act at the same moment, each on a connection of its own; what each said."""
    gate, said = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            gate.wait(10)
            act()
        except GovernanceError as error:
            said[place] = str(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    return said


@contextmanager
def unlocked():
    """The database without the turn of `governance_take_turn`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('governance_take_turn(uuid)'::regprocedure)")
        guarded = cursor.fetchone()[0]
    database.as_owner(guarded.replace("FOR NO KEY UPDATE", ""), None)
    try:
        yield
    finally:
        database.as_owner(guarded, None)


def test_of_two_ballots_opened_at_once_one_opens():
    meeting, people = seated.cabina(3)
    seated.enter(meeting, *people)

    said = at_once(lambda: seated.ballot(meeting), lambda: seated.ballot(meeting))

    assert sorted(each is None for each in said) == [False, True]
    assert Ballot.objects.for_everyone(reason="prova").count() == 1


def test_the_same_vote_twice_at_once_is_one():
    meeting, people = seated.cabina(3)
    seated.enter(meeting, *people)
    right = seated.right_of(seated.ballot(meeting), people[0])

    said = at_once(*[lambda: casting.vote(right, "favour", now=NOW)] * 4)

    assert sum(each is None for each in said) == 1
    assert OpenVote.objects.for_everyone(reason="prova").count() == 1


def test_secret_votes_at_once_are_all_counted_and_each_once():
    meeting, people = seated.cabina(4)
    seated.enter(meeting, *people)
    rights = seated.rights(seated.ballot(meeting, is_secret=True))

    said = at_once(*[lambda r=each: casting.vote(r, "favour", now=NOW) for each in [*rights, *rights]])

    assert sum(each is None for each in said) == 4
    assert SecretTally.objects.get(choice="favour").votes == 4


def test_who_votes_while_it_closes_is_counted_or_refused():
    """Never a vote that was taken and not counted."""
    for _try in range(5):
        meeting, people = seated.cabina(3)
        seated.enter(meeting, *people)
        ballot = seated.ballot(meeting)
        votes = [lambda r=each: casting.vote(r, "favour", now=NOW) for each in seated.rights(ballot)]

        said = at_once(lambda b=ballot: balloting.close(b, now=NOW), *votes)

        taken = sum(each is None for each in said[1:])
        assert said[0] is None
        assert Ballot.objects.for_everyone(reason="prova").get(pk=ballot.pk).favour == taken


def test_of_the_last_two_proxies_given_at_once_one_holds():
    meeting, people = seated.assembly(6)
    for each in people[1:3]:
        proxies.give(meeting, each, people[0], now=OPENED)

    said = at_once(
        lambda: proxies.give(meeting, people[3], people[0], now=OPENED),
        lambda: proxies.give(meeting, people[4], people[0], now=OPENED),
    )

    assert sorted(each is None for each in said) == [False, True]
    assert len([each for each in seated.proxies(meeting) if each.revoked_at is None]) == 3


def test_without_the_turn_both_would_hold():
    """The negative control: nobody locks, each looks before the other has written, and a fourth proxy gets in."""
    meeting, people = seated.assembly(6)
    for each in people[1:3]:
        proxies.give(meeting, each, people[0], now=OPENED)
    gate = Barrier(2)

    def give_slowly(grantor):
        with transaction.atomic():
            Proxy.objects.create(
                meeting=meeting,
                grantor=grantor,
                grantor_name="x",
                holder=people[0],
                holder_name="x",
                is_given_here=True,
                given_at=OPENED,
            )
            # Neither has committed when the other looks.
            gate.wait(10)

    with unlocked():
        said = at_once(lambda: give_slowly(people[3]), lambda: give_slowly(people[4]))

    assert said == [None, None]
    assert len(seated.proxies(meeting)) == 4
