"""Quorum and majority as a table of cases: pure values, no database."""

import pytest

from governance.voting.rules import Counts, Rule, Share, Snapshot, evaluate, quorum

HALF, MORE_THAN_HALF = Share(1, 2, False), Share(1, 2, True)
THREE_QUARTERS, ANY = Share(3, 4, False), Share(0, 1, False)


def rule(asked=HALF, majority=MORE_THAN_HALF, base="present", **fields):
    return Rule(asked, majority, base, **fields)


def room(entitled, present, represented=0, **fields):
    rights = present + represented - fields.get("directors", 0) - fields.get("recused", 0)
    return Snapshot(entitled, present, represented, rights=rights, **fields)


@pytest.mark.parametrize(
    ("asked", "there", "is_enough"),
    [
        (HALF, room(10, 5), True),
        (HALF, room(10, 4), False),
        (HALF, room(11, 5), False),
        (HALF, room(11, 6), True),
        (MORE_THAN_HALF, room(10, 5), False),
        (MORE_THAN_HALF, room(10, 6), True),
        # Proxies count.
        (HALF, room(10, 3, 2), True),
        # First call, statute: three quarters.
        (THREE_QUARTERS, room(20, 14), False),
        (THREE_QUARTERS, room(20, 15), True),
        # Second call: any number, but somebody.
        (ANY, room(200, 1), True),
        (ANY, room(200, 0), False),
        # Who does not vote on the point is there all the same (art. 2368, comma 3, of the civil code).
        (HALF, room(10, 5, directors=3), True),
    ],
)
def test_constitutive_quorum(asked, there, is_enough):
    answer = quorum(rule(asked), there)

    assert answer.is_so is is_enough
    assert answer.sentences[-1] == ("Il numero legale c'è." if is_enough else "Il numero legale non c'è.")


@pytest.mark.parametrize(
    ("asked", "there", "counts", "is_adopted"),
    [
        # More than half of those there: abstaining weighs as a no.
        (rule(), room(10, 6), Counts(4, 2, 0), True),
        (rule(), room(10, 6), Counts(3, 3, 0), False),
        (rule(), room(10, 6), Counts(3, 0, 3), False),
        (rule(), room(10, 6), Counts(3, 0, 0), False),
        # More than half of who voted for or against: abstaining weighs nothing.
        (rule(base="cast"), room(10, 6), Counts(3, 2, 1), True),
        (rule(base="cast"), room(10, 6), Counts(1, 0, 5), True),
        (rule(base="cast"), room(10, 6), Counts(0, 0, 6), False),
        (rule(base="cast", majority=HALF), room(10, 6), Counts(0, 0, 6), False),
        # The statute: three quarters there, the majority of them.
        (rule(THREE_QUARTERS), room(20, 15), Counts(8, 7, 0), True),
        (rule(majority=THREE_QUARTERS), room(20, 15), Counts(11, 4, 0), False),
        (rule(majority=THREE_QUARTERS), room(20, 15), Counts(12, 3, 0), True),
        # To dissolve: three quarters of all of them, whoever is there.
        (rule(ANY, THREE_QUARTERS, "entitled"), room(20, 15), Counts(15, 0, 0), True),
        (rule(ANY, THREE_QUARTERS, "entitled"), room(20, 15), Counts(14, 0, 0), False),
        (rule(ANY, THREE_QUARTERS, "entitled"), room(21, 16), Counts(15, 0, 0), False),
        # Directors are there and do not vote: the majority is of the others.
        (rule(), room(10, 6, directors=3), Counts(2, 1, 0), True),
        # As many for as against: who presides decides, where the rules say so and the vote is open.
        (rule(casting=True), room(10, 6), Counts(3, 3, 0, "favour"), True),
        (rule(casting=True), room(10, 6), Counts(3, 3, 0, "against"), False),
        (rule(casting=True), room(10, 6), Counts(3, 3, 0), False),
        (rule(casting=True), room(10, 6), Counts(2, 2, 2, "favour"), False),
        (rule(casting=True, base="cast"), room(10, 6), Counts(2, 2, 2, "favour"), True),
        (rule(casting=False), room(10, 6), Counts(3, 3, 0, "favour"), False),
        # It was in no notice: one who is against is enough.
        (rule(totalitarian=True), room(6, 6), Counts(6, 0, 0), True),
        (rule(totalitarian=True), room(6, 6), Counts(5, 1, 0), False),
    ],
)
def test_majority(asked, there, counts, is_adopted):
    answer = evaluate(asked, there, counts)

    assert answer.is_so is is_adopted
    assert answer.sentences[-1] == ("La proposta è approvata." if is_adopted else "La proposta è respinta.")


def test_it_is_explained_as_one_would_say_it():
    answer = evaluate(rule(casting=True), room(10, 5, 2, directors=1, recused=2), Counts(2, 2, 0, "favour"))

    assert answer.sentences == [
        "Gli aventi diritto sono 10; sono presenti o rappresentati in 7: 5 di persona o da lontano, 2 per delega.",
        "Per riunirsi ne servono almeno 5 (1/2 di 10 aventi diritto).",
        "Il numero legale c'è.",
        "1 voto di chi amministra non conta: su questo punto non vota.",
        "2 persone non votano per conflitto di interessi.",
        "I voti possibili sono 4: 2 a favore, 2 contro, 0 astensioni, 0 non espressi.",
        "Servono almeno 3 voti a favore: più di 1/2 dei 4 voti di chi è presente.",
        "I voti sono pari: decide quello di chi presiede, che è a favore.",
        "La proposta è approvata.",
    ]


def test_the_sentence_of_the_least_says_the_truth_of_every_share():
    """What «at least» says is where the share is reached, and not one under."""
    for share in (HALF, MORE_THAN_HALF, THREE_QUARTERS, Share(2, 3, True), Share(1, 1, False)):
        for whole in range(1, 60):
            least = share.least(whole)
            assert share.reached(least, whole) or least > whole
            assert not share.reached(least - 1, whole)
