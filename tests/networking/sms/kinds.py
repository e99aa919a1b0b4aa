"""A kind of notice, for the tests of how it travels."""

from networking.outbox import Kind, Words

TEXT = "Domani alle 9 ti aspettiamo a Norcia."


def _words(_notice, _now):
    return Words("Domani a Norcia", ("Ti aspettiamo domani alle 9 a Norcia.",), short=TEXT)


KINDS = (Kind("prova.domani", "Domani", _words),)
