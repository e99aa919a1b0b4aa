"""A ballot that is closed stays; a secret one keeps its secret; the night the clock goes back is two hours."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from governance.models import BallotRight, OpenVote, Presence, SecretTally
from governance.refusing import GovernanceError
from governance.sitting import coming, holding
from governance.voting import balloting, casting
from tests import governing
from tests.governance import seated
from tests.governance.seated import NOW, OPENED

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


def refused(promise, act):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    assert error.value.__cause__.diag.constraint_name == promise


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def presence_of(person):
    return Presence.objects.for_everyone(reason="prova").select_related("meeting").get(person=person)


def test_closed_it_stays():
    meeting, people = seated.cabina(2)
    seated.enter(meeting, *people)
    ballot = seated.ballot(meeting)
    seated.vote(ballot, favour=people[:1])
    balloting.close(ballot, now=LATER)

    with pytest.raises(GovernanceError, match="chiusa"):
        casting.vote(seated.right_of(ballot, people[1]), "favour", now=LATER)
    with pytest.raises(GovernanceError, match="chiusa"):
        balloting.close(ballot, now=LATER)
    with pytest.raises(GovernanceError, match="chiusa"):
        balloting.annul(ballot, because="x", now=LATER)
    refused("a_closed_ballot_stays", lambda: sql("UPDATE governance_ballot SET favour = 2"))
    refused("a_closed_ballot_stays", lambda: sql("DELETE FROM governance_ballot"))
    refused("a_vote_is_never_changed", lambda: sql("UPDATE governance_openvote SET choice = 'against'"))
    refused(
        "rights_are_written_by_the_ballot", lambda: sql("UPDATE governance_ballotright SET has_voted = false")
    )
    refused("rights_are_written_by_the_ballot", lambda: sql("DELETE FROM governance_ballotright"))


def test_counts_that_nobody_voted_are_refused():
    meeting, people = seated.cabina(2)
    seated.enter(meeting, *people)
    seated.ballot(meeting)

    refused(
        "counts_are_what_was_voted",
        lambda: sql(
            "UPDATE governance_ballot SET favour = 2, against = 0, abstained = 0, outcome = 'adopted', closed_at = %s",
            LATER,
        ),
    )


def test_one_vote_each_and_one_ballot_at_a_time():
    meeting, people = seated.cabina(2)
    seated.enter(meeting, *people)
    ballot = seated.ballot(meeting)
    seated.vote(ballot, favour=people[:1])

    with pytest.raises(GovernanceError, match="una volta sola"):
        seated.vote(ballot, against=people[:1])
    with pytest.raises(GovernanceError, match="già una votazione aperta"):
        seated.ballot(meeting, now=LATER)
    with pytest.raises(GovernanceError, match="prima chiudila"):
        holding.end(meeting, now=LATER)
    refused(
        "rights_are_written_by_the_ballot",
        lambda: BallotRight.objects.create(
            ballot=ballot, person=people[0], caster=people[0], name="x", caster_name="x", opened_at=NOW
        ),
    )


def test_a_secret_ballot_leaves_no_path_from_who_voted_to_what():
    meeting, people = seated.cabina(4)
    seated.enter(meeting, *people)
    ballot = seated.ballot(meeting, is_secret=True)

    seated.vote(ballot, favour=people[:2], against=people[2:3])

    assert not OpenVote.objects.for_everyone(reason="prova").exists()
    assert dict(SecretTally.objects.values_list("choice", "votes")) == {
        "favour": 2,
        "against": 1,
        "abstained": 0,
    }
    # Every row of the count was written by the last vote, whichever it was.
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text || '/' || cmin::text) FROM governance_secrettally")
        assert cursor.fetchone() == (1,)
    assert sorted(each.has_voted for each in seated.rights(ballot)) == [False, True, True, True]
    assert {each.name for each in SecretTally._meta.concrete_fields} == {"id", "ballot", "choice", "votes"}
    assert balloting.is_hardly_secret(ballot)
    with pytest.raises(GovernanceError, match="una volta sola"):
        seated.vote(ballot, favour=people[:1])
    refused("a_tally_grows_by_votes_alone", lambda: sql("UPDATE governance_secrettally SET votes = 9"))
    refused(
        "a_secret_ballot_keeps_no_votes",
        lambda: OpenVote.objects.create(right=seated.right_of(ballot, people[3]), choice="favour", at=NOW),
    )
    closed = balloting.close(ballot, now=LATER)
    assert (closed.favour, closed.against, closed.outcome) == (2, 1, "rejected")


def test_on_people_one_votes_in_secret_whatever_was_asked():
    meeting, people = seated.assembly(3, state="convened")
    person = governing.item(meeting, matter="people")
    holding.begin(meeting, call=1, now=OPENED)
    seated.enter(meeting, *people)

    assert seated.ballot(meeting, item=person).is_secret


@pytest.mark.parametrize(
    ("many", "may_be", "is_refused"), [(4, True, False), (3, True, True), (4, False, True)]
)
def test_what_was_in_no_notice_is_voted_only_with_all_of_them(many, may_be, is_refused):
    meeting, people = seated.cabina(4, may_be_totalitarian=may_be)
    seated.enter(meeting, *people[:many])
    unforeseen = governing.item(meeting, notified_in=None)

    if is_refused:
        with pytest.raises(GovernanceError, match="non era nell'avviso"):
            seated.ballot(meeting, item=unforeseen)
    else:
        assert seated.ballot(meeting, item=unforeseen).rule["totalitarian"]


def test_annulled_it_says_why_and_another_can_open():
    meeting, people = seated.cabina(2)
    seated.enter(meeting, *people)
    ballot = seated.ballot(meeting)

    balloting.annul(ballot, because="La domanda era sbagliata", now=LATER)

    assert seated.ballot(meeting, now=LATER + timedelta(minutes=1)).pk != ballot.pk


def test_the_hour_that_comes_twice_is_two_hours():
    """The night of 25 October 2026 it is 02:30 twice: who leaves the first time is not there the second."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)
    body = governing.body()
    people = [governing.mandate(body).person for _each in range(2)]
    meeting = governing.meeting(body, state="open", first_call_at=first - timedelta(hours=2))
    seated.enter(meeting, *people, now=first - timedelta(minutes=10))
    coming.leave(presence_of(people[1]), now=first)

    ballot = seated.ballot(meeting, now=second)

    assert first.astimezone(governing.ROME).replace(tzinfo=None) == second.astimezone(governing.ROME).replace(
        tzinfo=None
    )
    assert {each.person_id for each in seated.rights(ballot)} == {people[0].pk}
    balloting.close(ballot, now=second)
    coming.enter(meeting, people[1], now=second + timedelta(minutes=1))
    rows = Presence.objects.for_everyone(reason="prova").filter(person=people[1]).order_by("from_at")
    # Ten minutes, and not an hour less fifty.
    assert [round((each.until_at - each.from_at).total_seconds()) for each in rows if each.until_at] == [600]
    assert [each.until_at is None for each in rows] == [False, True]
