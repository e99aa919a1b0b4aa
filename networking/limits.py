"""How often somebody may do what costs others work: the sign-in's counters, in the database, for our own forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest

TOO_MANY = _(
    "Da questo indirizzo arrivano troppi messaggi. Aspetta dieci minuti e premi di nuovo: il testo resta qui."
)


def is_exceeded(request: HttpRequest, action: str, *, key: str | None = None) -> bool:
    """Count one more `action` (a name of ACCOUNT_RATE_LIMITS), of `key` where it says so; whether it is one too many."""
    # The library's own never counts who only looks; whoever calls this has decided that it costs.
    return not ratelimit.consume(request, app="allauth.account", action=action, key=key, limit_get=True)
