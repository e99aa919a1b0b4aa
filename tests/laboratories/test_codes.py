"""Codes and numbers that people say on the telephone, read aloud and type: plain values, no page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laboratories.registers import numbers
from laboratories.rules import CODE_LENGTH, SPEAKABLE, draw_code, parse_code, spoken_code

CODES = st.text(SPEAKABLE, min_size=CODE_LENGTH, max_size=CODE_LENGTH)
NUMBERS = st.text(numbers.SIGNS, min_size=numbers.LENGTH, max_size=numbers.LENGTH)
BETWEEN = st.sampled_from(["", " ", "-", " - ", ".", "\u00a0", "\u2013"])


@given(CODES, BETWEEN, st.booleans())
def test_a_code_is_understood_however_it_is_written_down_from_the_telephone(code, between, is_small):
    typed = f" {between.join(code)} "

    assert parse_code(typed.lower() if is_small else typed) == code


@given(CODES)
def test_a_code_is_said_in_two_halves_and_understood_again(code):
    first, second = spoken_code(code).split("-")

    assert (len(first), len(second), parse_code(spoken_code(code))) == (3, 3, code)


@given(st.text(max_size=20))
def test_what_is_no_code_finds_nothing_and_never_breaks(typed):
    found = parse_code(typed)

    assert found == "" or (len(found) == CODE_LENGTH and set(found) <= set(SPEAKABLE))


@pytest.mark.parametrize("typed", ["", "K7H", "K7H4KPX", "K7H-4\u0666P", "K0H-4KP", "K7H-4KÀ"])
def test_too_short_too_long_or_with_other_signs_is_no_code(typed):
    assert parse_code(typed) == ""


def test_codes_drawn_have_no_sign_that_is_heard_for_another():
    drawn = {draw_code() for _each in range(200)}

    assert all(parse_code(code) == code for code in drawn)
    assert not set("".join(drawn)) & set("0OQ1IL2Z5S8BUVWN")
    assert len(drawn) > 190


@given(NUMBERS, st.booleans())
def test_a_number_is_understood_in_groups_and_in_small_letters(number, is_small):
    said = numbers.grouped(number)

    assert [len(group) for group in said.split("-")] == [4, 4, 4, 4]
    assert numbers.typed(said.lower() if is_small else said) == number


@given(NUMBERS)
def test_who_types_letters_for_digits_is_understood(number):
    assert numbers.typed(number.replace("0", "o").replace("1", "l")) == number


@given(st.text(max_size=40))
def test_what_is_no_number_finds_nothing_and_never_breaks(words):
    found = numbers.typed(words)

    assert found == "" or (len(found) == numbers.LENGTH and set(found) <= set(numbers.SIGNS))


@pytest.mark.parametrize(
    ("given_name", "family_name", "said"),
    [
        ("Maria", "Rossi", "M. R."),
        ("anna maria", "de Santis", "A. D."),
        ("Élise", "Ñáñez", "É. Ñ."),
        ("Ali", "", "A."),
        ("", "", ""),
    ],
)
def test_initials_say_no_more_than_two_letters(given_name, family_name, said):
    assert numbers.initials(given_name, family_name) == said
