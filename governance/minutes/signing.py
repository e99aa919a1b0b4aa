"""Approved minutes come back signed: outside, verified against the bytes that were drawn; or on paper, as a copy."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import Minutes
from governance.refusing import GovernanceError, in_words
from networking import keeping, signatures
from networking.keeping import KeptError
from networking.signatures import SignatureRefusedError
from networking.uploads import UploadRefusedError

from .promises import MINUTES
from .saving import held

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import StoredFile, User
    from networking.uploads import CheckedFile

How = Minutes.How


def whole(stored: StoredFile | None, digest: bytes | memoryview | None) -> bytes:
    """The bytes of a file of minutes, which are those of `digest`. Raises GovernanceError: touched, or not there."""
    if stored is None or digest is None:
        raise GovernanceError(_("Questo file non c'è."))
    try:
        return keeping.whole(stored, digest)
    except KeptError as error:
        raise GovernanceError(str(error)) from error


def sign(minutes: Minutes, upload: CheckedFile, *, by: User, now: datetime) -> Minutes:
    """Keep the file in which the approved PDF is signed. Raises GovernanceError with what is wrong in it."""
    try:
        drawn = whole(minutes.whole, minutes.whole_digest)
        # Verifying takes time: nobody waits for it in a transaction. The bytes do not change meanwhile.
        found = signatures.verify(upload.content, of=drawn, now=now, needs_stamp=False)
    except SignatureRefusedError as refused:
        raise GovernanceError(str(refused), "signed") from refused
    return _kept(
        minutes,
        upload,
        by=by,
        how=How.DIGITAL,
        signer=found.signer,
        authority=found.authority,
        stamped_at=found.stamped_at,
        signed_at=now,
    )


def sign_on_paper(minutes: Minutes, copy: CheckedFile, *, signer: str, by: User, now: datetime) -> Minutes:
    """Keep the copy of what was signed by hand, and call it so. Raises GovernanceError."""
    return _kept(minutes, copy, by=by, how=How.PAPER, signer=signer, signed_at=now)


def _kept(minutes: Minutes, upload: CheckedFile, *, by: User, **signature: object) -> Minutes:
    with in_words(MINUTES):
        found = held(minutes)
        if found.state != Minutes.State.APPROVED:
            raise GovernanceError(_("Si firma un verbale approvato, una volta sola."))
        try:
            stored = keeping.keep_handed_in(upload, by=by)
        except UploadRefusedError as refused:
            raise GovernanceError(str(refused), "signed") from refused
        found.signed, found.signed_digest = stored, hashlib.sha256(upload.content).digest()
        for name, value in signature.items():
            setattr(found, name, value)
        found.state = Minutes.State.SIGNED
        found.save()
    return found
