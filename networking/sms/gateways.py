"""What a gateway does, and how it says that it did not."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass

# What every provider we know of takes as our own name for a message.
REFERENCE = re.compile(r"[A-Za-z0-9-]{1,60}")
E164 = re.compile(r"\+[1-9][0-9]{7,14}")


@dataclass(frozen=True)
class Receipt:
    """The provider took the message; `provider_id` is its own name for it, where it gives one."""

    provider_id: str = ""
    # It had it already, from a try whose answer never reached us: nothing was sent now.
    was_already_there: bool = False


class RefusedError(Exception):
    """The provider answered that it does not take this message.

    Final is what will be refused tomorrow too: this number, this person, these words. Everything else is put off,
    because it is not about the person; what only staff can mend (credit, password, sender) asks for them.
    """

    def __init__(self, code: str, words: str, *, is_final: bool, needs_staff: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
        self.is_final = is_final
        self.needs_staff = needs_staff


class UnreachableError(Exception):
    """No answer, or one that says nothing: whether the message was taken is not known. Ask, before repeating."""


class Gateway(ABC):
    """Who carries the SMS. `reference` is the portal's own name for the message: letters, digits and dashes."""

    @abstractmethod
    def send(self, phone: str, text: str, *, reference: str) -> Receipt:
        """Give one text for one number («+39…») to the provider.

        Raises RefusedError when it says no, UnreachableError when nobody knows.
        """

    @abstractmethod
    def was_taken(self, reference: str) -> bool | None:
        """Whether the provider has a message of ours with this reference; None where it cannot tell.

        Raises the same errors as `send`: then it is not the moment to send either.
        """

    @classmethod
    def missing_settings(cls) -> tuple[str, ...]:
        """The names of the settings it does not work without, and that are empty."""
        return ()


def check_values(phone: str, reference: str) -> None:
    """Raise ValueError for what is no number or no reference: a mistake of ours, told without the number."""
    if not E164.fullmatch(phone):
        raise ValueError("An SMS goes to a number that begins with + and the country's code.")
    if not REFERENCE.fullmatch(reference):
        raise ValueError("The reference of an SMS has letters, digits and dashes, 60 at most.")
