"""Who votes for whom: how many, to whom, no further; each refused by the database, with its sentence."""

from datetime import timedelta

import pytest
from django.db import connection

from governance.refusing import GovernanceError
from governance.sitting import coming, holding, proxies
from tests import factories, governing
from tests.governance import seated
from tests.governance.seated import NOW, OPENED

pytestmark = pytest.mark.django_db


def give(meeting, grantor, holder):
    return proxies.give(meeting, grantor, holder, now=OPENED)


def test_three_and_not_a_fourth():
    meeting, people = seated.assembly(6)
    for each in people[1:4]:
        give(meeting, each, people[0])

    with pytest.raises(GovernanceError, match="una di troppo") as refusal:
        give(meeting, people[4], people[0])

    assert refusal.value.field == "holder"
    proxies.withdraw(seated.proxies(meeting)[0], now=NOW)
    give(meeting, people[4], people[0])


def test_five_and_not_a_sixth_where_members_are_many():
    meeting, people = seated.assembly(7, large_from=7)
    for each in people[1:6]:
        give(meeting, each, people[0])

    with pytest.raises(GovernanceError, match="una di troppo"):
        give(meeting, people[6], people[0])


def test_no_chains():
    meeting, people = seated.assembly(6)
    give(meeting, people[1], people[0])

    with pytest.raises(GovernanceError, match="non può darne"):
        give(meeting, people[0], people[2])
    with pytest.raises(GovernanceError, match="non può averne"):
        give(meeting, people[2], people[1])
    with pytest.raises(GovernanceError, match="un'altra persona"):
        give(meeting, people[3], people[3])
    with pytest.raises(GovernanceError, match="già dato"):
        give(meeting, people[1], people[4])


@pytest.mark.parametrize("organ", ["board", "control"])
def test_none_to_who_directs_or_controls(organ):
    meeting, people = seated.assembly(3)
    seated.organ(meeting, organ, people[0])

    with pytest.raises(GovernanceError, match="amministra o controlla"):
        give(meeting, people[1], people[0])
    give(meeting, people[0], people[1])


def test_unless_the_statute_lets_them():
    meeting, people = seated.assembly(3, officers_hold_proxies=True)
    seated.organ(meeting, "board", people[0])

    give(meeting, people[1], people[0])


def test_only_between_those_who_vote_and_never_to_a_minor():
    meeting, people = seated.assembly(3)
    young = seated.minor(people[0])
    governing.member(meeting.body.organization, young)

    with pytest.raises(GovernanceError, match="diritto di voto"):
        give(meeting, people[0], factories.human())
    with pytest.raises(GovernanceError, match="maggiorenne"):
        give(meeting, people[1], young)


def test_none_where_the_rules_know_of_none():
    meeting, people = seated.cabina(3)

    with pytest.raises(GovernanceError, match="non ammettono deleghe"):
        give(meeting, people[0], people[1])


def test_who_is_there_gives_none_and_who_has_left_may():
    meeting, people = seated.assembly(3)
    seated.enter(meeting, people[0])
    with pytest.raises(GovernanceError, match="vota di persona"):
        give(meeting, people[0], people[1])

    holder_in = coming.enter(meeting, people[1], now=NOW)
    coming.leave(
        type(holder_in).objects.for_everyone(reason="prova").select_related("meeting").get(person=people[0]),
        now=NOW,
    )
    proxies.give(meeting, people[0], people[1], now=NOW)
    ballot = seated.ballot(meeting, now=NOW + timedelta(minutes=5))
    assert seated.right_of(ballot, people[0]).how == "proxy"


def test_given_it_is_only_withdrawn():
    meeting, people = seated.assembly(3)
    proxy = give(meeting, people[0], people[1])
    proxies.withdraw(proxy, now=NOW)

    with pytest.raises(GovernanceError, match="non vale già più"):
        proxies.withdraw(proxy, now=NOW + timedelta(minutes=1))
    with pytest.raises(Exception, match="a_proxy_is_only_withdrawn"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM governance_proxy")


def test_once_it_is_over_none_is_given():
    meeting, people = seated.assembly(3)
    holding.end(meeting, now=NOW)

    with pytest.raises(GovernanceError, match="convocata o in corso"):
        give(meeting, people[0], people[1])
