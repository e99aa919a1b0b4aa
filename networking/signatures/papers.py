"""PAdES: a PDF that carries its own signature (ETSI EN 319 142).

The bytes of the document as we drew it come first, unchanged; after them there is the signature, and nothing that
changes what one reads.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    ModificationLevel,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel

from .finding import Signature, is_on
from .refusing import Flaw, SignatureRefusedError

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

# Since the form of ours is empty (networking/typesetting), the first signature may also say that there is one.
ONLY_SIGNATURES = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldCreationRule(), SigFieldModificationRule()],
        ignored_acroform_keys=ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
    ),
)


def signature_in(content: bytes, document: bytes) -> Signature:
    """The signature of a PDF that begins with `document`. Raises SignatureRefusedError when it holds something else."""
    try:
        reader = PdfFileReader(BytesIO(content))
        signature = _only_one(reader)
        digest = _digest_of_all_before(signature)
        if not content.startswith(document):
            raise SignatureRefusedError(Flaw.ANOTHER)
        if not _shows_the_same(reader):
            raise SignatureRefusedError(Flaw.ALTERED)
        stamps = reader.embedded_timestamp_signatures
        for stamp in stamps:
            _digest_of_all_before(stamp)
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError) as error:
        raise SignatureRefusedError(Flaw.UNREADABLE) from error
    return Signature(
        signature.signed_data, digest, [(each.signed_data, each.compute_digest) for each in stamps]
    )


def _only_one(reader: PdfFileReader) -> EmbeddedPdfSignature:
    signatures = reader.embedded_regular_signatures
    if not signatures:
        raise SignatureRefusedError(Flaw.UNSIGNED)
    if len(signatures) > 1:
        raise SignatureRefusedError(Flaw.SEVERAL)
    return signatures[0]


def _digest_of_all_before(signature: EmbeddedPdfSignature) -> bytes:
    """The digest of what it covers: everything up to the end of its own revision."""
    signature.compute_integrity_info(skip_diff=True)
    digest = bytes(signature.compute_digest())
    is_whole = signature.coverage in (
        SignatureCoverageLevel.ENTIRE_FILE,
        SignatureCoverageLevel.ENTIRE_REVISION,
    )
    if not is_whole or (signature.sig_object_type == "/Sig" and not is_on(signature.signed_data, digest)):
        raise SignatureRefusedError(Flaw.TAMPERED)
    return digest


def _shows_the_same(reader: PdfFileReader) -> bool:
    """Whether since the first revision, ours, only signatures and stamps were added."""
    changes = ONLY_SIGNATURES.review_file(reader, 0)
    if isinstance(changes, SuspiciousModification):
        return False
    return changes.modification_level <= ModificationLevel.FORM_FILLING
