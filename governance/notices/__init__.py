"""What governance tells people: a module for each subject, and here all of them, as the outbox asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import action_words, meeting_words, member_words, minutes_words

if TYPE_CHECKING:
    from networking.outbox import Kind

KINDS: tuple[Kind, ...] = (
    *action_words.KINDS,
    *meeting_words.KINDS,
    *member_words.KINDS,
    *minutes_words.KINDS,
)
