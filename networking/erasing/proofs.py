"""The list of who was erased, as digests: in the database, and beside it, for the day an old copy is put back."""

from __future__ import annotations

import io
import logging
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from networking import encryption
from networking.models import ErasureProof

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

log = logging.getLogger(__name__)

# Among the stored files, which outlive a database put back from a copy.
FOLDER = "cancellazioni"
# Beside the copies, which outlive everything else.
LIST = "cancellazioni.txt"


def digest_of(subject: str, pk: UUID) -> bytes:
    """By which to tell that this was `subject` («person» or «account») `pk`, only holding the portal's key."""
    return encryption.blind_index(f"{subject}:{pk}", purpose="erasure")


def keep_outside_after_commit(digest: bytes) -> None:
    """Write the digest where a database put back from an older copy does not reach."""
    transaction.on_commit(partial(_keep_outside, digest))


def _keep_outside(digest: bytes) -> None:
    name = f"{FOLDER}/{digest.hex()}"
    try:
        if not default_storage.exists(name):
            default_storage.save(name, io.BytesIO(b""))
    except Exception:  # whatever this storage says: who was erased must not read that they were not
        log.exception("the proof of an erasure is only in the database, not among the files")


def write_list(folder: Path) -> int:
    """Add to the list beside the copies what it does not hold yet; how many it holds."""
    path = folder / LIST
    known = _in_list(path)
    new = {
        bytes(each).hex() for each in ErasureProof.objects.values_list("subject_digest", flat=True)
    } - known
    with path.open("a", encoding="ascii") as file:
        file.writelines(f"{digest}\n" for digest in sorted(new))
    return len(known | new)


def all_known() -> set[bytes]:
    """Whoever was erased, by what the database, the stored files and the list beside the copies say."""
    known = {bytes(each).hex() for each in ErasureProof.objects.values_list("subject_digest", flat=True)}
    known |= _in_list(settings.BACKUP_FOLDER / LIST)
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        names = []
    return {bytes.fromhex(each) for each in known | set(names)}


def _in_list(path: Path) -> set[str]:
    return set(path.read_text(encoding="ascii").split()) if path.exists() else set()
