"""Files on our own disk: a file is there whole, or not at all."""

from __future__ import annotations

import errno
import logging
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from django.core.files import File

log = logging.getLogger(__name__)

# What a file is called while it is being written: a sweep finds those that a dead process left.
UNFINISHED = ".part"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class StorageFullError(Exception):
    """There is no room for one more file; the visitor's page says so (507)."""


class WholeFileStorage(FileSystemStorage):
    """Writes beside, then renames: a full disk or a dead process leaves no half file under a good name."""

    def free_bytes(self) -> int:
        """How much room the disk of the files still has."""
        folder = Path(self.location)
        # Before the first upload the folder itself may not be there.
        existing = next(place for place in (folder, *folder.parents) if place.is_dir())
        return shutil.disk_usage(existing).free

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        unfinished = target.with_name(f".{secrets.token_hex(8)}{UNFINISHED}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if self.file_permissions_mode is not None:
                unfinished.chmod(self.file_permissions_mode)
            unfinished.replace(target)
        except BaseException as failure:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            if isinstance(failure, OSError) and failure.errno in NO_ROOM:
                log.critical("no room left for files: %s", os.strerror(failure.errno))
                raise StorageFullError from failure
            raise
        return name.replace("\\", "/")
