"""SMS: one interface, and whoever carries them behind it (`SMS_GATEWAY`).

    sms.gateway().send("+393331234567", "Domani alle 9 ti aspettiamo.", reference=str(notice.pk))

Doubles are kept away by the reference: whoever tries a second time first asks `was_taken`.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from .gateways import Gateway, Receipt, RefusedError, UnreachableError
from .rules import is_gsm, plain, segments

__all__ = [
    "Gateway",
    "Receipt",
    "RefusedError",
    "UnreachableError",
    "gateway",
    "is_available",
    "is_gsm",
    "plain",
    "segments",
]


def is_available() -> bool:
    """Whether somebody carries SMS here; where nobody does, people are told in other ways."""
    return bool(settings.SMS_GATEWAY)


def gateway() -> Gateway:
    """The gateway that the settings name. Raises LookupError where there is none."""
    if not is_available():
        raise LookupError("No gateway carries SMS here: SMS_GATEWAY is empty.")
    return import_string(settings.SMS_GATEWAY)()
