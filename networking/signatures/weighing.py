"""Whether a signature holds, and its time stamp: mathematics first, then whose certificates they are."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    async_validate_cms_signature,
    extract_tst_data_iter,
    validate_tst_signed_data,
)

from . import trusting
from .finding import Verified
from .refusing import Flaw, SignatureRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from asn1crypto import cms, x509

    from .finding import Imprint, Signature

# In some certificates the name is followed by the codice fiscale: who signed is known by name alone.
TAX_CODE = re.compile(
    r"[\s/:_-]*(?:TINIT-)?[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
)
LONGEST = 200


class _Stamp(NamedTuple):
    at: datetime
    authority: str


async def weigh(signature: Signature, believed: Sequence[x509.Certificate], *, now: datetime) -> Verified:
    """Who signed, where everything holds. Raises SignatureRefusedError otherwise.

    The certificate has to be good at the moment of the stamp: afterwards it may well expire.
    """
    stamp = await _stamp_of(signature, believed)
    moment = stamp.at if stamp else now
    try:
        status = await async_validate_cms_signature(
            signature.data, raw_digest=signature.digest, validation_context=trusting.at(moment, believed)
        )
    except (SignatureValidationError, ValueError, TypeError, KeyError) as error:
        raise SignatureRefusedError(Flaw.UNREADABLE) from error
    if not (status.intact and status.valid):
        raise SignatureRefusedError(Flaw.TAMPERED)
    if status.revoked:
        raise SignatureRefusedError(Flaw.REVOKED)
    certificate = status.signing_cert
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        raise SignatureRefusedError(Flaw.EXPIRED)
    if not status.trusted:
        raise SignatureRefusedError(Flaw.UNBELIEVED)
    return Verified(
        signer=name_of(certificate.subject),
        authority=name_of(certificate.issuer),
        stamped_at=stamp.at if stamp else None,
        stamp_authority=stamp.authority if stamp else "",
    )


async def _stamp_of(signature: Signature, believed: Sequence[x509.Certificate]) -> _Stamp | None:
    """The first stamp: inside the signature, or put on the document after it. None when there is none."""
    signer = extract_signer_info(signature.data)
    for token in extract_tst_data_iter(signer, signed=False):
        return await _weigh_stamp(token, _digest_of(signer["signature"].native), believed)
    for token, imprint in signature.later:
        return await _weigh_stamp(token, imprint, believed)
    return None


def _digest_of(content: bytes) -> Imprint:
    return lambda algorithm: hashlib.new(algorithm, content).digest()


async def _weigh_stamp(
    token: cms.SignedData, imprint: Imprint, believed: Sequence[x509.Certificate]
) -> _Stamp:
    try:
        at = token["encap_content_info"]["content"].parsed["gen_time"].native
        status = await validate_tst_signed_data(token, trusting.at(at, believed), imprint)
    except (SignatureValidationError, ValueError, TypeError, KeyError) as error:
        raise SignatureRefusedError(Flaw.STAMP_WRONG) from error
    if not (status["intact"] and status["valid"]):
        raise SignatureRefusedError(Flaw.STAMP_WRONG)
    if status["trust_problem_indic"] is not None or status["validation_path"] is None:
        raise SignatureRefusedError(Flaw.STAMP_UNBELIEVED)
    return _Stamp(at, name_of(extract_certificate_info(token).signer_cert.subject))


def name_of(name: x509.Name) -> str:
    """How a certificate calls somebody, without their codice fiscale."""
    parts = name.native
    said = parts.get("common_name") or parts.get("organization_name") or name.human_friendly
    said = said if isinstance(said, str) else said[0]
    return TAX_CODE.sub("", said).strip()[:LONGEST]
