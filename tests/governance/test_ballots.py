"""What a ballot takes from its moment and keeps: the rule, who was there, who had a vote, and how it ended."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from governance.models import Ballot, Presence
from governance.refusing import GovernanceError
from governance.sitting import coming, holding, proxies
from governance.voting import balloting
from networking.models import Guardianship
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


def test_it_freezes_rule_people_and_rights():
    meeting, people = seated.cabina(4)
    seated.enter(meeting, *people[:3])

    ballot = seated.ballot(meeting)

    assert ballot.rule["matter"] == "ordinary"
    assert ballot.rule["quorum"] == [1, 2, False]
    assert (ballot.snapshot["entitled"], ballot.snapshot["present"], ballot.snapshot["rights"]) == (4, 3, 3)
    given = {each.person_id: (each.caster_id, each.how, each.presides) for each in seated.rights(ballot)}
    assert given == {each.pk: (each.pk, "self", each == people[0]) for each in people[:3]}


def test_quorum_lost_is_refused_with_the_reckoning():
    """Half of them at 18:00; at 18:42 one leaves."""
    meeting, people = seated.cabina(4)
    seated.enter(meeting, *people[:2])
    balloting.close(seated.ballot(meeting), now=NOW)
    coming.leave(presence_of(people[1]), now=OPENED + timedelta(minutes=42))

    with pytest.raises(GovernanceError, match=r"ne servono almeno 2 .* Il numero legale non c'è"):
        seated.ballot(meeting, now=LATER)
    refused(
        "no_quorum_no_ballot",
        lambda: Ballot.objects.create(
            item=seated.point(meeting), question="x", opened_at=LATER + timedelta(hours=1)
        ),
    )


def test_who_was_there_when_it_opened_is_not_rewritten():
    meeting, people = seated.cabina(4)
    seated.enter(meeting, *people[:3])
    ballot = seated.ballot(meeting)
    seen = presence_of(people[0]).pk

    for change in ("until_at = %s", "from_at = %s"):
        moment = NOW - timedelta(minutes=5) if "until" in change else NOW + timedelta(minutes=5)
        statement = f"UPDATE governance_presence SET {change} WHERE id = %s"
        refused("what_a_ballot_saw_stays", lambda s=statement, m=moment: sql(s, m, seen))
    refused("what_a_ballot_saw_stays", lambda: sql("DELETE FROM governance_presence WHERE id = %s", seen))
    refused(
        "what_a_ballot_saw_stays",
        lambda: Presence.objects.create(meeting=meeting, person=people[3], name="x", from_at=OPENED),
    )
    coming.leave(presence_of(people[0]), now=LATER)
    assert len(seated.rights(ballot)) == 3


def test_who_comes_in_the_same_instant_comes_after():
    meeting, people = seated.cabina(4)
    seated.enter(meeting, *people[:3])
    ballot = seated.ballot(meeting)

    coming.enter(meeting, people[3], now=NOW)

    assert presence_of(people[3]).from_at > ballot.opened_at
    assert len(seated.rights(ballot)) == 3


def test_directors_have_no_vote_on_the_accounts():
    meeting, people = seated.assembly(4, state="convened")
    seated.organ(meeting, "board", people[0])
    accounts = governing.item(meeting, matter="accounts")
    holding.begin(meeting, call=1, now=OPENED)
    seated.enter(meeting, *people)

    ballot = seated.ballot(meeting, item=accounts)

    assert (ballot.snapshot["present"], ballot.snapshot["directors"], ballot.snapshot["rights"]) == (4, 1, 3)
    assert people[0].pk not in {each.person_id for each in seated.rights(ballot)}
    balloting.close(ballot, now=NOW)
    assert people[0].pk in {each.person_id for each in seated.rights(seated.ballot(meeting, now=LATER))}


def test_who_steps_aside_has_no_vote_on_that_point():
    meeting, people = seated.cabina(4)
    seated.enter(meeting, *people)
    coming.recuse(seated.point(meeting), people[1], reason="È socia della ditta", now=OPENED)

    ballot = seated.ballot(meeting)

    assert people[1].pk not in {each.person_id for each in seated.rights(ballot)}
    assert ballot.snapshot["recused"] == 1
    with pytest.raises(GovernanceError, match="si sta votando"):
        coming.recuse(seated.point(meeting), people[2], reason="x", now=NOW)


def test_a_member_of_two_months_has_no_vote():
    meeting, people = seated.assembly(3)
    new = governing.member(meeting.body.organization, admitted_on=date(2026, 10, 1)).person
    seated.enter(meeting, *people, new)

    ballot = seated.ballot(meeting)

    assert ballot.snapshot["entitled"] == 3
    assert {each.person_id for each in seated.rights(ballot)} == {each.pk for each in people}


def test_for_a_minor_votes_who_answers_for_them():
    meeting, people = seated.assembly(2)
    young = seated.minor(people[0])
    governing.member(meeting.body.organization, young)
    seated.enter(meeting, *people, young)

    right = seated.right_of(seated.ballot(meeting), young)

    assert (right.caster_id, right.how) == (people[0].pk, "guardian")


def test_a_minor_for_whom_nobody_answers_is_there_without_a_vote():
    meeting, people = seated.assembly(2)
    young = seated.minor(people[0])
    governing.member(meeting.body.organization, young)
    Guardianship.objects.for_everyone(reason="prova").filter(child=young).delete()
    seated.enter(meeting, *people, young)

    ballot = seated.ballot(meeting)

    assert (ballot.snapshot["unanswered"], ballot.snapshot["rights"]) == (1, 2)


def test_a_proxy_counts_only_while_who_holds_it_is_there_and_who_gave_it_is_not():
    meeting, people = seated.assembly(4)
    proxies.give(meeting, people[3], people[0], now=OPENED)
    seated.enter(meeting, *people[1:3])
    assert seated.ballot(meeting, now=NOW).snapshot["represented"] == 0
    balloting.close(Ballot.objects.for_everyone(reason="prova").get(), now=NOW)

    seated.enter(meeting, people[0], now=LATER)
    ballot = seated.ballot(meeting, now=LATER)
    right = seated.right_of(ballot, people[3])
    assert (right.caster_id, right.how) == (people[0].pk, "proxy")
    balloting.close(ballot, now=LATER)

    seated.enter(meeting, people[3], now=LATER)
    assert [each.ended for each in seated.proxies(meeting)] == ["turned_up"]
    right = seated.right_of(seated.ballot(meeting, now=LATER + timedelta(minutes=1)), people[3])
    assert right.how == "self"


def test_it_is_counted_decided_explained_and_reckoned_again():
    meeting, people = seated.cabina(4)
    seated.enter(meeting, *people)
    ballot = seated.ballot(meeting)
    seated.vote(ballot, favour=people[:3], against=people[3:])

    closed = balloting.close(ballot, now=LATER)

    kept = Ballot.objects.for_everyone(reason="prova").get(pk=closed.pk)
    assert (kept.favour, kept.against, kept.abstained, kept.outcome) == (3, 1, 0, "adopted")
    assert balloting.reckon(kept, balloting.counts_of(kept)).sentences == kept.explanation
