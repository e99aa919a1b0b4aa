"""Kinds of notices whose words a test decides."""

from networking.outbox import Kind, Words

PLAIN = "prova.semplice"
# What the words are now; None where the reason has gone, an exception where they cannot be written.
WORDS = {}


def _say(notice, _now):
    words = WORDS.get(notice.key, Words("Oggetto", ("Primo paragrafo.", "Secondo."), "In breve"))
    if isinstance(words, Exception):
        raise words
    return words


KINDS = (Kind(PLAIN, "Prova", _say),)
