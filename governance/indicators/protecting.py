"""What else must be hidden so that an audit finds nothing: the cheap rule first, then a greedy choice, then whole tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .auditing import Attacker, Known, Leak, Published, audit
from .sums import Key, Number, Relation, Tie

WHOLE: Key = ("", None, None, "", "", "")


def protect(
    hidden: Iterable[Key],
    numbers: Published,
    attackers: Sequence[Attacker],
    losses: Mapping[Key, float],
) -> set[Key]:
    """The cells to hide so that every audit finds nothing: those of `hidden` and as little else as a greedy choice finds.

    numbers: the true ones of this reading (their `when` is ""), and of others what was published.
    losses: how much each cell of this reading would be missed. What is worth nothing is hidden only with its whole table.
    """
    search = _Search(numbers, attackers, losses)
    chosen = set(hidden)
    for _round in losses:
        chosen |= search.left_alone(chosen)
        leaks = search.leaks(chosen)
        if not leaks:
            return search.without_the_needless(chosen, set(hidden))
        more = {key for attacker, leak in leaks if (key := search.least_missed(attacker, leak, chosen))}
        if not more:
            break
        chosen |= more
    return search.whole_tables(chosen)


class _Search:
    """What else could be hidden."""

    def __init__(
        self, numbers: Published, attackers: Sequence[Attacker], losses: Mapping[Key, float]
    ) -> None:
        self.numbers, self.attackers, self.losses = numbers, attackers, losses
        self.known: list[Known] = [{} for _ in attackers]
        self.touching: list[dict[Number, list[Relation]]] = []
        for attacker in attackers:
            touching = defaultdict(list)
            for relation in attacker.relations:
                for number in relation.numbers:
                    touching[number].append(relation)
            self.touching.append(touching)

    def leaks(self, hidden: set[Key]) -> list[tuple[int, Leak]]:
        published = self._published(hidden)
        return [
            (which, leak)
            for which, attacker in enumerate(self.attackers)
            for leak in audit(published, attacker.relations, attacker.guards, self.known[which])
        ]

    def left_alone(self, hidden: set[Key]) -> set[Key]:
        """What must be hidden because in a sum one number alone is, and a subtraction gives it: the cheap rule."""
        more: set[Key] = set()
        sums = [
            each for each in self.attackers[0].relations if each.tie is Tie.ADDS_UP and not each.is_between
        ]
        while added := {
            key
            for each in sums
            if not each.whole.when
            and sum(number.key in hidden | more for number in each.numbers) == 1
            and (key := self._least(each.numbers, hidden | more))
        }:
            more |= added
        return more

    def least_missed(self, attacker: int, leak: Leak, hidden: set[Key]) -> Key | None:
        """The cell whose hiding costs least, of those nearest to the leak; None where nothing is left to hide.

        Everything together is the number that people look for: it is hidden only where nothing else helps.
        """
        last = None
        seen: set[Number] = set()
        near = set(leak.guard.numbers)
        while near:
            seen |= near
            around = {n for number in near for each in self.touching[attacker][number] for n in each.numbers}
            key = self._least(around, hidden | {WHOLE})
            if key:
                return key
            last = last or self._least(around, hidden)
            near = {number for number in around if self._is_hidden(number, hidden)} - seen
        return last

    def whole_tables(self, hidden: set[Key]) -> set[Key]:
        """The last resort, which always ends: one table after the other, the finest first, and then everything."""
        chosen = set(hidden)
        for by in sorted({key[0] for key in self.losses}, key=lambda by: (-len(by.split()), by)):
            chosen |= {key for key in self.losses if key[0] == by}
            if not self.leaks(chosen):
                break
        return chosen

    def without_the_needless(self, chosen: set[Key], needed: set[Key]) -> set[Key]:
        """What a step of the search hid and later steps made needless is shown again, the most missed first."""
        kept = set(chosen)
        for key in sorted(chosen - needed, key=lambda key: (-self.losses[key], str(key))):
            if self.losses[key] > 0 and not self.leaks(kept - {key}):
                kept.remove(key)
        return kept

    def _least(self, numbers: Iterable[Number], hidden: set[Key]) -> Key | None:
        shown = {n.key for n in numbers if not n.when and n.key not in hidden and self.losses[n.key] > 0}
        return min(shown, key=lambda key: (self.losses[key], str(key)), default=None)

    def _published(self, hidden: set[Key]) -> Published:
        return {n: None if self._is_hidden(n, hidden) else value for n, value in self.numbers.items()}

    def _is_hidden(self, number: Number, hidden: set[Key]) -> bool:
        return number.key in hidden if not number.when else self.numbers[number] is None
