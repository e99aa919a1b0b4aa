"""The person whom the issuer has vouched for, between its answer and the page that completes the sign-up.

It waits in the session, sealed: a copy of the sessions' table tells nobody's codice fiscale.
"""

from __future__ import annotations

import base64
import json
import time
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from networking.encryption import UnreadableError, open_sealed, seal

from .claims import VerifiedIdentity

if TYPE_CHECKING:
    from django.http import HttpRequest

KEY, NEXT = "identity_pending", "identity_next"
SEALED_FOR = "networking.identity.pending"
SECONDS = 30 * 60


def hold(request: HttpRequest, identity: VerifiedIdentity, *, next_url: str | None) -> None:
    """Keep `identity` for this browser, for half an hour, and where the person was going."""
    request.session[NEXT] = next_url
    written = json.dumps({"until": time.time() + SECONDS, **asdict(identity)}, default=date.isoformat)
    request.session[KEY] = base64.b64encode(seal(written, context=SEALED_FOR)).decode()


def held(request: HttpRequest) -> VerifiedIdentity | None:
    """Whom this browser is completing the sign-up of, if anybody."""
    try:
        words = json.loads(open_sealed(base64.b64decode(request.session[KEY]), context=SEALED_FOR))
    except (KeyError, ValueError, UnreadableError):
        return None
    if words.pop("until") < time.time():
        forget(request)
        return None
    born = words.pop("birth_date")
    return VerifiedIdentity(**words, birth_date=date.fromisoformat(born) if born else None)


def forget(request: HttpRequest) -> str | None:
    """Nothing waits any more; where the person was going, if anywhere."""
    request.session.pop(KEY, None)
    return request.session.pop(NEXT, None)
