"""What volunteering tells people: a module for each subject, and here all of them, as the outbox asks for them."""

from . import (
    companion_words,
    cover_words,
    expense_words,
    expiry_words,
    hour_words,
    move_words,
    path_words,
    referral_words,
    thanks_words,
    turn_words,
)

KINDS = (
    *companion_words.KINDS,
    *thanks_words.KINDS,
    *turn_words.KINDS,
    *cover_words.KINDS,
    *expense_words.KINDS,
    *expiry_words.KINDS,
    *hour_words.KINDS,
    *move_words.KINDS,
    *path_words.KINDS,
    *referral_words.KINDS,
)
