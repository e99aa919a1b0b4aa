"""Whether a file handed in is a document of ours, signed: by whom, when, under which authority. Or why it is not."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from . import envelopes, loops, papers, trusting
from .refusing import Flaw, SignatureRefusedError
from .weighing import weigh

if TYPE_CHECKING:
    from datetime import datetime

    from .finding import Verified

# What it finds wrong it says to us, with the words of the file: not for the log.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def verified(signed: bytes, document: bytes, *, now: datetime, needs_stamp: bool) -> Verified:
    """As `networking.signatures.verify` says."""
    believed = trusting.roots()
    found = (
        papers.signature_in(signed, document)
        if signed.startswith(b"%PDF-")
        else envelopes.signature_in(signed, document)
    )
    held = loops.run(weigh(found, believed, now=now))
    if needs_stamp and held.stamped_at is None:
        raise SignatureRefusedError(Flaw.UNSTAMPED)
    return held
