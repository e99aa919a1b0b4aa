"""Any order of coming, going, delegating, opening, voting and closing, against a plain model; the database is the real one."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from governance.models import Ballot, OpenVote, Presence, Proxy
from governance.refusing import GovernanceError
from governance.sitting import coming, proxies
from governance.voting import balloting, casting
from governance.voting.rules import Counts
from tests.governance import seated

pytestmark = pytest.mark.django_db
MANY, MOST = 5, 3
WHO = st.integers(0, MANY - 1)
CHOICES = st.sampled_from(["favour", "against", "abstained"])


class Sitting(RuleBasedStateMachine):
    """In the model: who is there, who votes for whom, whose votes are in the open ballot, what they chose."""

    @initialize(is_secret=st.booleans())
    def begin(self, is_secret):
        self.meeting, self.people = seated.assembly(MANY, most_proxies=MOST)
        self.now, self.is_secret = seated.OPENED, is_secret
        self.there, self.given = set(), {}
        self.ballot, self.casters, self.chosen, self.outcomes = None, {}, {}, []

    def tries(self, act):
        """Whether it was done; either way the clock goes on."""
        self.now += timedelta(seconds=1)
        try:
            with transaction.atomic():
                act()
        except GovernanceError:
            return False
        return True

    @rule(who=WHO)
    def enter(self, who):
        done = self.tries(lambda: coming.enter(self.meeting, self.people[who], now=self.now))
        assert done is (who not in self.there)
        self.there.add(who)
        if done:
            self.given.pop(who, None)

    @rule(who=WHO)
    def leave(self, who):
        rows = Presence.objects.for_everyone(reason="prova").select_related("meeting").now_in()
        for presence in rows.filter(person=self.people[who]):
            assert self.tries(lambda row=presence: coming.leave(row, now=self.now))
        self.there.discard(who)

    @rule(grantor=WHO, holder=WHO)
    def delegate(self, grantor, holder):
        may = (
            grantor != holder
            and grantor not in self.there
            and grantor not in self.given
            and grantor not in self.given.values()
            and holder not in self.given
            and list(self.given.values()).count(holder) < MOST
        )
        give = lambda: proxies.give(self.meeting, self.people[grantor], self.people[holder], now=self.now)  # noqa: E731
        assert self.tries(give) is may
        if may:
            self.given[grantor] = holder

    @rule()
    def open_ballot(self):
        casters = {who: who for who in self.there}
        casters |= {who: holder for who, holder in self.given.items() if holder in self.there}
        may = self.ballot is None and len(casters) * 2 >= MANY
        done = self.tries(lambda: seated.ballot(self.meeting, now=self.now, is_secret=self.is_secret))
        assert done is may
        if done:
            rows = Ballot.objects.for_everyone(reason="prova").open()
            self.ballot = rows.get(item__meeting=self.meeting)
            self.casters, self.chosen = casters, {}

    @rule(who=WHO, choice=CHOICES)
    def vote(self, who, choice):
        for right in seated.rights(self.ballot) if self.ballot else []:
            if right.person_id == self.people[who].pk:
                done = self.tries(lambda row=right: casting.vote(row, choice, now=self.now))
                assert done is (who not in self.chosen)
                self.chosen.setdefault(who, choice)

    @rule()
    def close(self):
        if self.ballot is not None:
            closed = balloting.close(self.ballot, now=self.now)
            favour = list(self.chosen.values()).count("favour")
            assert closed.favour == favour
            assert (closed.outcome == "adopted") is (favour * 2 > len(self.casters))
            assert balloting.reckon(closed, balloting.counts_of(closed)).sentences == closed.explanation
            self.ballot = None

    @invariant()
    def the_ballot_keeps_those_of_its_moment(self):
        if self.ballot is not None:
            given = {each.person_id: (each.caster_id, each.has_voted) for each in seated.rights(self.ballot)}
            pk = [each.pk for each in self.people]
            assert given == {pk[a]: (pk[b], a in self.chosen) for a, b in self.casters.items()}

    @invariant()
    def what_is_closed_can_be_reckoned_again(self):
        """From what is written in the ballot alone: rule, who was there, counts."""
        closed = Ballot.objects.for_everyone(reason="prova").filter(closed_at__isnull=False)
        for kept in closed.filter(item__meeting=self.meeting):
            answer = balloting.reckon(kept, Counts(kept.favour, kept.against, kept.abstained))
            assert kept.outcome == ("adopted" if answer.is_so else "rejected")
            assert kept.explanation == answer.sentences

    @invariant()
    def the_database_has_what_the_model_has(self):
        inside = Presence.objects.for_everyone(reason="prova").filter(meeting=self.meeting).now_in()
        live = Proxy.objects.for_everyone(reason="prova").filter(meeting=self.meeting).live()
        assert inside.count() == len(self.there)
        assert live.count() == len(self.given)
        if self.is_secret:
            assert not OpenVote.objects.for_everyone(reason="prova").filter(
                right__ballot__item__meeting=self.meeting
            )


def test_any_order_of_a_sitting():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    run_state_machine_as_test(
        Sitting,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
