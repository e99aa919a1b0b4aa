"""Documents of ours that somebody signs outside and hands in again.

Loading the library that verifies takes a second: `verify` does so only when there is something to verify.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .envelopes import open_envelope
from .finding import Verified
from .refusing import Flaw, SignatureRefusedError

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Flaw", "SignatureRefusedError", "Verified", "open_envelope", "verify"]


def verify(signed: bytes, *, of: bytes, now: datetime, needs_stamp: bool = True) -> Verified:
    """Who signed the document `of` in the file `signed`: PAdES (a PDF that begins with it) or CAdES (.p7m around it).

    The PDF has to be drawn with room for signatures (`pdf.render(…, is_archived=True)`). Raises SignatureRefusedError
    with its sentence: nothing of a file that does not hold is believed.
    """
    # Only who verifies pays for the library.
    from .verifying import verified

    return verified(signed, of, now=now, needs_stamp=needs_stamp)
