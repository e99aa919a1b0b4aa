"""To open a ballot, to close it with its outcome and the explanation, to annul it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import Ballot, Choice, OpenVote, SecretTally
from governance.refusing import GovernanceError, in_words
from governance.sitting import turns
from governance.sitting.promises import BALLOTS

from .rules import TOO_FEW_FOR_A_SECRET, Answer, Counts, Rule, Snapshot, evaluate, quorum

if TYPE_CHECKING:
    from datetime import datetime

    from governance.models import AgendaItem

BALLOTING = "aprire e chiudere una votazione"


def open_ballot(item: AgendaItem, *, question: str, is_secret: bool = False, now: datetime) -> Ballot:
    """Put a question to the vote of who is there now. Raises GovernanceError: with the reckoning, where quorum is lost."""
    with in_words(BALLOTS):
        meeting = turns.take(item.meeting)
        at = turns.moment(meeting, now)
        if (found := turns.live(meeting, [item.pk], at).get(item.pk)) is not None:
            answer = quorum(Rule.read(found["rule"]), Snapshot.read(found["snapshot"]))
            if not answer.is_so:
                raise GovernanceError(" ".join([*answer.sentences, _("Non si può votare.")]))
        made: Ballot = Ballot.objects.create(item=item, question=question, is_secret=is_secret, opened_at=at)
        made.refresh_from_db()
    return made


def close(ballot: Ballot, *, now: datetime) -> Ballot:
    """Count, decide by the frozen rule, explain. Raises GovernanceError where it is closed already."""
    with in_words(BALLOTS):
        turns.take(ballot.item.meeting)
        found = _locked(ballot)
        counts = counts_of(found)
        answer = reckon(found, counts)
        found.favour, found.against, found.abstained = counts.favour, counts.against, counts.abstained
        found.outcome = Ballot.Outcome.ADOPTED if answer.is_so else Ballot.Outcome.REJECTED
        found.explanation, found.closed_at = answer.sentences, max(now, found.opened_at)
        found.save()
    return found


def annul(ballot: Ballot, *, because: str, now: datetime) -> None:
    """Throw an open ballot away, saying why: it stays written. Raises GovernanceError where it is closed already."""
    if not because.strip():
        raise GovernanceError(_("Scrivi perché."), "because")
    with in_words(BALLOTS):
        turns.take(ballot.item.meeting)
        found = _locked(ballot)
        found.outcome, found.void_because = Ballot.Outcome.VOID, because
        found.closed_at = max(now, found.opened_at)
        found.save()


def reckon(ballot: Ballot, counts: Counts) -> Answer:
    """The outcome again, from what is written in the ballot."""
    return evaluate(Rule.read(ballot.rule), Snapshot.read(ballot.snapshot), counts)


def counts_of(ballot: Ballot) -> Counts:
    """The votes of a ballot, as they are written; and what who presides chose."""
    if ballot.is_secret:
        tallies = dict(SecretTally.objects.filter(ballot=ballot).values_list("choice", "votes"))
        return Counts(tallies[Choice.FAVOUR], tallies[Choice.AGAINST], tallies[Choice.ABSTAINED])
    votes = OpenVote.objects.for_everyone(reason=BALLOTING).filter(right__ballot=ballot)
    cast = list(votes.values_list("choice", "right__presides"))
    favour, against, abstained = (
        [choice for choice, _presides in cast].count(each) for each in Choice.values
    )
    chair = next((choice for choice, presides in cast if presides), "")
    return Counts(favour, against, abstained, chair)


def is_hardly_secret(ballot: Ballot) -> bool:
    """Whether so few vote that who voted what can be guessed."""
    return ballot.is_secret and ballot.snapshot["rights"] < TOO_FEW_FOR_A_SECRET


def _locked(ballot: Ballot) -> Ballot:
    """As it is now, when the votes being cast are written."""
    rows = Ballot.objects.for_everyone(reason=BALLOTING)
    found: Ballot = rows.select_for_update(no_key=True).get(pk=ballot.pk)
    if found.closed_at is not None:
        raise GovernanceError(_("La votazione è già chiusa."))
    return found
