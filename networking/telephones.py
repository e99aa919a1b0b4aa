"""Telephones as people write them and as machines dial them."""

from __future__ import annotations

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# 112, 1522, 117117: numbers that no country's code precedes.
LONGEST_SHORT_NUMBER = 6
# Fewer digits than these are in too many numbers to look somebody up by.
FEWEST_DIGITS = 4
MOBILE = {
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
}
BETWEEN_DIGITS = str.maketrans("", "", " .-/()+")


def dialable(typed: str) -> str:
    """A telephone with its country's code, «+390743828711», unless it is short like 112.

    Raises ValidationError, with a sentence, for what is no number.
    """
    typed = typed.strip()
    if not typed or (typed.isdecimal() and len(typed) <= LONGEST_SHORT_NUMBER):
        return typed
    try:
        number = phonenumbers.parse(typed, "IT")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValidationError(_("Scrivi il telefono in cifre, per esempio 0743 828711."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def digits_looked_for(words: str) -> str:
    """The digits by which to look up a telephone; empty where `words` are not one, or too little of it."""
    digits = words.translate(BETWEEN_DIGITS)
    return digits if digits.isdecimal() and len(digits) >= FEWEST_DIGITS else ""


def is_mobile(number: str) -> bool:
    """Whether an SMS can arrive there: a mobile, or a number whose country does not tell them apart."""
    try:
        parsed = phonenumbers.parse(number, "IT")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) in MOBILE
