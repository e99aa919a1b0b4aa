"""How many SMS a text makes, and in which letters it is written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networking.sms import rules

EMOJI = "🎉"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # 153 is odd: the 77th does not fit in the first, where one place stays empty.
        ("€" * 152, 2),
        ("€" * 153, 3),
        ("ç" * 70, 1),
        ("ç" * 71, 2),
        ("ç" * 134, 2),
        ("ç" * 135, 3),
        (EMOJI * 35, 1),
        (EMOJI * 36, 2),
        # Of 67 places an emoji fills 66: never half of it in one message and half in the next.
        (EMOJI * 66, 2),
        (EMOJI * 67, 3),
        ("a" * 69 + "ç", 1),
        ("a" * 70 + "ç", 2),
    ],
)
def test_a_text_makes_as_many_messages_as_are_paid_for(text, count):
    assert rules.segments(text) == count


@pytest.mark.parametrize("letters", ["àèéìòù", "É", "Ç", "ñüöäß", "@£$¥§¡¿", "^{}[]~|\\€", "\n"])
def test_the_short_alphabet_has_these(letters):
    assert rules.is_gsm(letters)


@pytest.mark.parametrize("letter", ["È", "À", "á", "í", "ç", "’", "«", "–", "°", "č", "\t", EMOJI])
def test_the_short_alphabet_has_not_these(letter):
    assert not rules.is_gsm(letter)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("L’incontro è domani – ore 9…", "L'incontro è domani - ore 9..."),
        ("«Servizi» e “Spazi”", '"Servizi" e "Spazi"'),
        ("È confermato", "E' confermato"),
        ("NOVITÀ, PERÒ", "NOVITA', PERO'"),
        ("Perché É già lì, più giù, è così", "Perché É già lì, più giù, è così"),
        # An accent that follows its letter, as some keyboards write it.
        ("cosi\u0300", "così"),
        ("ore\u00a09", "ore 9"),
        ("10\u202f€", "10 €"),
    ],
)
def test_typography_is_written_in_letters_that_an_sms_has(written, sent):
    assert rules.plain(written) == sent


@pytest.mark.parametrize("written", ["Ciao José Sánchez – domani", "Đorđe, è domani’", f"Auguri… {EMOJI}"])
def test_where_one_letter_has_no_short_form_nothing_is_touched(written):
    assert rules.plain(written) == written


def test_dots_are_not_spelled_out_where_that_would_cost_one_more_message():
    assert rules.plain("…" * 70) == "…" * 70


@given(st.text(max_size=400))
def test_plain_never_costs_more_and_has_nothing_left_to_do(text):
    plain = rules.plain(text)

    assert rules.segments(plain) <= rules.segments(unicodedata.normalize("NFC", text))
    assert rules.plain(plain) == plain


@given(st.text(alphabet="abcè ’–«»È…€", max_size=400))
def test_what_is_written_in_italian_always_fits_the_short_alphabet_or_costs_less_as_it_is(text):
    plain = rules.plain(text)

    assert rules.is_gsm(plain) or rules.segments(plain) < rules.segments(text.translate(rules.PLAINER))


@given(st.text(max_size=600))
def test_messages_hold_all_the_letters_and_no_message_is_spare(text):
    count = rules.segments(text)
    alone, each = (
        (rules.GSM_ALONE, rules.GSM_EACH) if rules.is_gsm(text) else (rules.UCS2_ALONE, rules.UCS2_EACH)
    )
    places = sum(
        (2 if letter in rules.GSM_EXTENSION else 1)
        if rules.is_gsm(text)
        else len(letter.encode("utf-16-le")) // 2
        for letter in text
    )

    assert places <= (alone if count == 1 else count * each)
    # At worst one place in each is left empty.
    assert count == 1 or places > (count - 1) * (each - 1)
