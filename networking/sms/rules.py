"""What fits in an SMS: two alphabets, how many messages a text makes, and how to write it so that it makes few.

Plain values only. The alphabets are those of 3GPP TS 23.038, the lengths those of TS 23.040.
"""

from __future__ import annotations

import unicodedata

# One unit of seven bits each.
GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Written with an escape before them: two units.
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")
ESCAPED = 2

# Alone, and each of several, which give up some room to say how they are put together.
GSM_ALONE, GSM_EACH = 160, 153
UCS2_ALONE, UCS2_EACH = 70, 67

# The same thing in letters that an SMS has. In Italian a capital with an accent is also written with an apostrophe.
PLAINER = str.maketrans(
    {
        **dict.fromkeys("’‘‚‛′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\t\u00a0\u2002\u2003\u2009\u202f", " "),
        **dict.fromkeys("\u00ad\u200b\ufeff", ""),
        "…": "...",
        "À": "A'",
        "È": "E'",
        "Ì": "I'",
        "Ò": "O'",
        "Ù": "U'",
    }
)


def is_gsm(text: str) -> bool:
    """Whether the short alphabet is enough; a single letter outside it makes the whole text cost twice as much."""
    return set(text) <= GSM_BASIC | GSM_EXTENSION


def segments(text: str) -> int:
    """How many SMS this text makes: what is paid for."""
    if is_gsm(text):
        return _filled([ESCAPED if letter in GSM_EXTENSION else 1 for letter in text], GSM_ALONE, GSM_EACH)
    # Most emoji take two places.
    return _filled(
        [len(letter.encode("utf-16-le", "surrogatepass")) // 2 for letter in text], UCS2_ALONE, UCS2_EACH
    )


def plain(text: str) -> str:
    """The same words in the short alphabet, where that loses nothing and costs no more; else as they were written.

    Letters of other languages stay as they are: a name is spelled as who bears it spells it, whatever it costs.
    """
    written = unicodedata.normalize("NFC", text)
    plainer = written.translate(PLAINER)
    return plainer if is_gsm(plainer) and segments(plainer) <= segments(written) else written


def _filled(widths: list[int], alone: int, each: int) -> int:
    """How many messages these letters fill; a letter of two places is never cut in half."""
    if sum(widths) <= alone:
        return 1
    count, room = 1, each
    for width in widths:
        if width > room:
            count, room = count + 1, each
        room -= width
    return count
