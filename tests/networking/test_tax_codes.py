"""The codice fiscale, and the telephone: what is one, what it says."""

import pytest
from django.core.exceptions import ValidationError

from networking import tax_codes, telephones
from tests.factories import day


def test_a_code_says_the_day_of_birth_of_men_and_of_women():
    man, woman = tax_codes.read("RSSMRA80A01H501U"), tax_codes.read("RDLNTA17P54D653S")

    assert man.agrees_with(day("1980-01-01"))
    assert woman.agrees_with(day("2017-09-14"))
    assert not woman.agrees_with(day("2017-09-13"))


def test_a_code_is_of_the_person_of_a_century_ago_too():
    assert tax_codes.read("BNCSTM46C12F935A").agrees_with(day("1946-03-12"))
    assert tax_codes.read("BNCSTM46C12F935A").agrees_with(day("2046-03-12"))


def test_small_letters_and_spaces_are_no_mistake():
    assert tax_codes.read(" rss mra 80a01 h501u ").text == "RSSMRA80A01H501U"


@pytest.mark.parametrize("code", ["RSSMRA80A01H50MV", "RSSMRAULA01H501P"])
def test_a_code_with_letters_in_place_of_digits_is_a_code(code):
    """Omocodia: the digits become letters from the right, or wherever the office chose."""
    whole = code[:-1] + tax_codes.encode_cin(code)

    assert tax_codes.read(whole).agrees_with(day("1980-01-01"))


@pytest.mark.parametrize(
    "code",
    [
        "RSSMRA80A01H501X",
        "RSSMRA80A01H501",
        "RSSMRA80A01H501UU",
        "1234567890123456",
        "RSSMRA80A00H501A",
        "ÀSSMRA80A01H501U",
        "\x00" * 16,
    ],
)
def test_what_is_no_code_is_refused_with_a_sentence(code):
    with pytest.raises(ValidationError, match="codice fiscale"):
        tax_codes.read(code)


def test_a_month_that_is_no_month_is_refused():
    code = "RSSMRA80F01H501"

    with pytest.raises(ValidationError, match="non torna"):
        tax_codes.read(code + tax_codes.encode_cin(code + "A"))


def test_in_a_list_only_the_end_of_a_code_is_read():
    assert tax_codes.masked("RSSMRA80A01H501U") == "••••501U"
    assert tax_codes.masked(None) == ""
    assert tax_codes.masked("Non leggibile: manca la chiave.") == ""


@pytest.mark.parametrize("typed", ["0743 828711", "+39 0743-828711", " 0743/828711 "])
def test_a_telephone_is_kept_in_one_way_however_it_was_typed(typed):
    assert telephones.dialable(typed) == "+390743828711"


@pytest.mark.parametrize("typed", ["non ce l'ho", "123456789012345678", "12 34"])
def test_what_is_no_telephone_is_refused_with_a_sentence(typed):
    with pytest.raises(ValidationError, match="in cifre"):
        telephones.dialable(typed)


def test_a_short_number_is_a_telephone():
    assert telephones.dialable("1522") == "1522"


def test_few_digits_or_words_are_no_telephone_to_look_for():
    looked = {words: telephones.digits_looked_for(words) for words in ("074", "0743 82", "rossi 80", "")}

    assert looked == {"074": "", "0743 82": "074382", "rossi 80": "", "": ""}
