"""The authorities whose certificates are believed: those that the owner has put in a folder, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko_certvalidator import ValidationContext

from .refusing import Flaw, SignatureRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def roots() -> list[x509.Certificate]:
    """Every certificate of the folder. Raises SignatureRefusedError when there is none."""
    found = [
        x509.Certificate.load(der)
        for path in sorted(Path(settings.SIGNATURE_TRUST_FOLDER).glob("*.pem"))
        for _kind, _headers, der in pem.unarmor(path.read_bytes(), multiple=True)
    ]
    if not found:
        raise SignatureRefusedError(Flaw.NOBODY_BELIEVED)
    return found


def at(moment: datetime, believed: Sequence[x509.Certificate]) -> ValidationContext:
    """What is asked of a certificate that was used at `moment`. Nothing is fetched.

    Whether it was revoked is known only where the signed file itself carries the answer.
    """
    return ValidationContext(trust_roots=believed, moment=moment, allow_fetching=False)
