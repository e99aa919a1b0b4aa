"""Quorum and majority, as values: from the rule frozen in a ballot, who was there, and the counts. No table, no clock.

The sentences say in Italian how the reckoning went: kept with the ballot, they can be made again from the same values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

FAVOUR = "favour"
# Under this many, who has voted can guess what the others chose.
TOO_FEW_FOR_A_SECRET = 5


class Share(NamedTuple):
    """A part of a whole: 1/2, or more than 1/2 where it is strict."""

    numerator: int
    denominator: int
    is_strict: bool

    def reached(self, part: int, whole: int) -> bool:
        """Whether `part` is that part of `whole`, or more."""
        asked = whole * self.numerator
        return part * self.denominator > asked if self.is_strict else part * self.denominator >= asked

    def least(self, whole: int) -> int:
        """The smallest number that reaches it."""
        asked = whole * self.numerator
        return asked // self.denominator + 1 if self.is_strict else -(-asked // self.denominator)

    def __str__(self) -> str:
        said = f"{self.numerator}/{self.denominator}"
        return _("più di %(share)s") % {"share": said} if self.is_strict else said


class Rule(NamedTuple):
    """What is asked for a matter in a call, under a version of the rules."""

    quorum: Share
    majority: Share
    base: str
    casting: bool = False
    totalitarian: bool = False

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Rule:
        """From the JSON that the database froze in a ballot."""
        return cls(
            Share(*kept["quorum"]),
            Share(*kept["majority"]),
            kept["base"],
            kept["casting"],
            kept["totalitarian"],
        )


class Snapshot(NamedTuple):
    """How many have a vote, are there, are represented; how many of them have none on this point; the votes."""

    entitled: int
    present: int
    represented: int = 0
    directors: int = 0
    recused: int = 0
    unanswered: int = 0
    rights: int = 0

    @classmethod
    def read(cls, kept: Mapping[str, int]) -> Snapshot:
        """From the JSON that the database froze in a ballot."""
        return cls(**kept)

    @property
    def there(self) -> int:
        """Who is there, or votes through somebody who is."""
        return self.present + self.represented


class Counts(NamedTuple):
    """The votes, and what who presides chose in an open ballot (empty: nothing, or it is secret)."""

    favour: int
    against: int
    abstained: int
    chair: str = ""

    @property
    def cast(self) -> int:
        """In favour or against."""
        return self.favour + self.against


class Answer(NamedTuple):
    """Yes or no, and the sentences that say why."""

    is_so: bool
    sentences: list[str]


def quorum(rule: Rule, snapshot: Snapshot) -> Answer:
    """Whether enough of them are there."""
    said = [_present(snapshot)]
    least = max(rule.quorum.least(snapshot.entitled), 1)
    reached = rule.quorum.reached(snapshot.there, snapshot.entitled) and snapshot.there > 0
    numbers = {"least": least, "share": rule.quorum, "entitled": snapshot.entitled}
    if rule.quorum.numerator == 0:
        said.append(_("Per riunirsi basta qualunque numero di presenti."))
    else:
        said.append(
            _("Per riunirsi ne servono almeno %(least)d (%(share)s di %(entitled)d aventi diritto).")
            % numbers
        )
    said.append(_("Il numero legale c'è.") if reached else _("Il numero legale non c'è."))
    return Answer(reached, said)


def evaluate(rule: Rule, snapshot: Snapshot, counts: Counts) -> Answer:
    """Whether what was put to the vote is approved."""
    whole = {"cast": counts.cast, "entitled": snapshot.entitled}.get(rule.base, snapshot.rights)
    said = [*quorum(rule, snapshot).sentences, *_without_a_vote(snapshot), _counted(snapshot, counts)]
    if rule.totalitarian and counts.against:
        said.append(_("Il punto non era nell'avviso e qualcuno è contrario: non si può decidere."))
        return Answer(False, [*said, _("La proposta è respinta.")])
    least = max(rule.majority.least(whole), 1)
    said.append(_asked(rule, whole, least))
    adopted = rule.majority.reached(counts.favour, whole) and counts.favour > 0
    if not adopted and _is_even(rule, counts, whole):
        adopted = counts.chair == FAVOUR
        said.append(_casting(counts))
    return Answer(
        adopted, [*said, _("La proposta è approvata.") if adopted else _("La proposta è respinta.")]
    )


def _is_even(rule: Rule, counts: Counts, whole: int) -> bool:
    """Exactly half on each side, where the vote of who presides then decides."""
    return rule.casting and 0 < counts.favour == counts.against and counts.favour * 2 == whole


def _present(snapshot: Snapshot) -> str:
    numbers = snapshot._asdict() | {"there": snapshot.there}
    return (
        _(
            "Gli aventi diritto sono %(entitled)d; sono presenti o rappresentati in %(there)d:"
            " %(present)d di persona o da lontano, %(represented)d per delega."
        )
        % numbers
    )


def _without_a_vote(snapshot: Snapshot) -> list[str]:
    said = []
    if many := snapshot.directors:
        said.append(
            ngettext(
                "%(many)d voto di chi amministra non conta: su questo punto non vota.",
                "%(many)d voti di chi amministra non contano: su questo punto non vota.",
                many,
            )
            % {"many": many}
        )
    if many := snapshot.recused:
        said.append(
            ngettext(
                "%(many)d persona non vota per conflitto di interessi.",
                "%(many)d persone non votano per conflitto di interessi.",
                many,
            )
            % {"many": many}
        )
    if many := snapshot.unanswered:
        said.append(
            ngettext(
                "%(many)d minorenne non ha chi vota per lei o per lui.",
                "%(many)d minorenni non hanno chi vota per loro.",
                many,
            )
            % {"many": many}
        )
    return said


def _counted(snapshot: Snapshot, counts: Counts) -> str:
    numbers = counts._asdict() | {"rights": snapshot.rights}
    numbers["silent"] = snapshot.rights - counts.cast - counts.abstained
    return (
        _(
            "I voti possibili sono %(rights)d: %(favour)d a favore, %(against)d contro,"
            " %(abstained)d astensioni, %(silent)d non espressi."
        )
        % numbers
    )


def _asked(rule: Rule, whole: int, least: int) -> str:
    numbers = {"least": least, "share": rule.majority, "whole": whole}
    if rule.base == "cast":
        said = _("Servono almeno %(least)d voti a favore: %(share)s dei %(whole)d voti a favore o contro.")
    elif rule.base == "entitled":
        said = _("Servono almeno %(least)d voti a favore: %(share)s di tutti i %(whole)d aventi diritto.")
    else:
        said = _("Servono almeno %(least)d voti a favore: %(share)s dei %(whole)d voti di chi è presente.")
    return said % numbers


def _casting(counts: Counts) -> str:
    if not counts.chair:
        return _("I voti sono pari, e di chi presiede non c'è un voto palese che decida.")
    if counts.chair == FAVOUR:
        return _("I voti sono pari: decide quello di chi presiede, che è a favore.")
    return _("I voti sono pari: decide quello di chi presiede, che non è a favore.")
