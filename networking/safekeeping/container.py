"""One encrypted file: a tar inside the age format, written and read without ever holding it in memory."""

from __future__ import annotations

import io
import os
import tarfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyrage
from django.utils.translation import gettext as _

from .refusals import SafekeepingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

UNFINISHED = ".incompleta"


@dataclass(frozen=True)
class Part:
    """A file inside the container; its bytes are asked for when they are written, not before."""

    name: str
    size: int
    pieces: Iterable[bytes]


def recipient_of(text: str) -> pyrage.x25519.Recipient:
    """The public key `age1…` to which copies are encrypted. Raises SafekeepingError."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as problem:
        raise SafekeepingError(
            _("Il destinatario delle copie non è una chiave pubblica age (comincia per «age1»).")
        ) from problem


def identities_in(path: Path) -> list[pyrage.x25519.Identity]:
    """The private keys written in `path`, as age-keygen writes them. Raises SafekeepingError."""
    try:
        lines = [line.strip() for line in path.read_text().splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as problem:
        raise SafekeepingError(
            _("Il file della chiave privata non si legge: {path}.").format(path=path)
        ) from problem
    if not found:
        raise SafekeepingError(_("Nel file {path} non c’è nessuna chiave privata.").format(path=path))
    return found


def seal(path: Path, parts: Iterable[Part], recipient: pyrage.x25519.Recipient) -> None:
    """Write `parts` encrypted into `path`, which appears only when it is whole."""
    unfinished = path.with_name(path.name + UNFINISHED)
    feed = _Feed(_tar_of(parts))
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            pyrage.encrypt_io(feed, file, [recipient])
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except pyrage.EncryptError as problem:
        # What our own side said is worth more than the library's summary of it.
        raise feed.failure or problem from problem
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def opened(path: Path, identities: Sequence[pyrage.x25519.Identity]) -> Iterator[tarfile.TarFile]:
    """The tar inside `path`, to be read once from beginning to end. Raises SafekeepingError.

    Whoever reads it believes nothing before the end: only there it is known to be whole.
    """
    reading, writing = os.pipe()
    opener = _Opener(path, identities, writing)
    opener.start()
    try:
        with os.fdopen(reading, "rb") as plain:
            try:
                with tarfile.open(fileobj=plain, mode="r|") as tar:
                    yield tar
                # After a tar's last member there is filling: the opener must reach its end.
                while plain.read(65536):
                    pass
            except tarfile.TarError as problem:
                opener.join()
                raise (opener.failure or _damaged()) from problem
    finally:
        opener.join()
    if opener.failure:
        raise opener.failure


class _Opener(threading.Thread):
    """Decrypts into a pipe while somebody reads its other end."""

    def __init__(self, path: Path, identities: Sequence[pyrage.x25519.Identity], pipe: int) -> None:
        super().__init__(name="apertura-della-copia", daemon=True)
        self._path, self._identities, self._pipe = path, identities, pipe
        self.failure: SafekeepingError | None = None

    def run(self) -> None:
        with os.fdopen(self._pipe, "wb") as output:
            try:
                with self._path.open("rb") as file:
                    pyrage.decrypt_io(file, output, list(self._identities))
            except pyrage.DecryptError as problem:
                # The library says it only in words.
                self.failure = _wrong_key() if "No matching keys" in str(problem) else _damaged()
            except FileNotFoundError:
                self.failure = SafekeepingError(_("La copia {path} non c’è.").format(path=self._path))
            except OSError:
                self.failure = _damaged()


def _wrong_key() -> SafekeepingError:
    return SafekeepingError(
        _("Questa chiave privata non apre la copia: serve quella con cui è stata cifrata.")
    )


def _damaged() -> SafekeepingError:
    return SafekeepingError(_("La copia è incompleta o è stata cambiata: non ripristino niente."))


class _Feed(io.RawIOBase):
    """Pieces of any length, read as one file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self.failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return 0
        except Exception as problem:
            self.failure = problem
            raise
        taken = min(len(buffer), len(self._rest))
        buffer[:taken] = self._rest[:taken]
        self._rest = self._rest[taken:]
        return taken


def _tar_of(parts: Iterable[Part]) -> Iterator[bytes]:
    """The bytes of a tar file that holds `parts`."""
    for part in parts:
        header = tarfile.TarInfo(part.name)
        header.size = part.size
        yield header.tobuf(tarfile.PAX_FORMAT)
        written = 0
        for piece in part.pieces:
            written += len(piece)
            yield piece
        if written != part.size:
            raise SafekeepingError(
                _("Mentre lo copiavo è cambiato «{name}»: rifai la copia.").format(name=part.name)
            )
        yield b"\0" * (-written % tarfile.BLOCKSIZE)
    yield b"\0" * (2 * tarfile.BLOCKSIZE)
