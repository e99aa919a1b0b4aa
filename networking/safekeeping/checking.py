"""Is a copy whole? Known only after reading it to its end, so this comes before anything is put back."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from . import manifest
from .container import opened
from .refusals import SafekeepingError

if TYPE_CHECKING:
    import tarfile
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    import pyrage

CHUNK = 2**20


def check(path: Path, identities: Sequence[pyrage.x25519.Identity]) -> manifest.Manifest:
    """Read a copy to its end and compare every part with the manifest. Raises SafekeepingError."""
    found: dict[str, tuple[int, str]] = {}
    told: manifest.Manifest | None = None
    with opened(path, identities) as tar:
        for member in tar:
            _refuse_strange(member, found)
            file = tar.extractfile(member)
            if file is None:
                continue
            if member.name == manifest.NAME:
                told = manifest.Manifest.from_json(file.read())
            else:
                found[member.name] = (member.size, _digest(file))
    if told is None:
        raise SafekeepingError(_("Nella copia manca il manifesto: non è una copia del portale."))
    if found != told.parts:
        raise SafekeepingError(_("Quello che c’è nella copia non è quello che dice il suo manifesto."))
    return told


def _refuse_strange(member: tarfile.TarInfo, found: dict[str, tuple[int, str]]) -> None:
    """Plain files with plain names, each once: a copy of ours holds nothing else."""
    name = PurePosixPath(member.name)
    if not member.isreg() or name.is_absolute() or ".." in name.parts or member.name in found:
        raise SafekeepingError(
            _("Nella copia c’è qualcosa che non ci va: «{name}».").format(name=member.name)
        )


def _digest(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
