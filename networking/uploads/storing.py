"""Keeping a file that passed the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from networking import security_log
from networking.models import StoredFile, User

from .checking import CheckedFile, check_upload, clean_name
from .kinds import DOCUMENTS, FileKind
from .refusals import UploadRefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files import File
    from django.db.models import QuerySet


def store_upload(
    upload: File,
    *,
    by: User,
    kinds: Sequence[FileKind] = DOCUMENTS,
    is_public: bool = False,
    name: str = "",
) -> StoredFile:
    """Check what `by` hands in and keep it, for them alone unless it is public.

    Raises UploadRefusedError with a sentence for people, StorageFullError when the disk is full.
    A file that a form's UploadField has already checked is not checked again.
    """
    checked = upload if isinstance(upload, CheckedFile) else check_upload(upload, kinds=kinds)
    stored = StoredFile(
        name=clean_name(name, checked.kind) if name else checked.shown_name, is_public=is_public
    )
    return keep(stored, checked, by=by)


@transaction.atomic
def keep(stored: StoredFile, checked: CheckedFile, *, by: User) -> StoredFile:
    """Write the bytes, then the row that names them: without the row, the bytes go."""
    # Two files at once of the same person are counted one after the other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    check_room(by, checked.size)
    stored.uploaded_by = by
    stored.content_type, stored.size = checked.kind.content_type, checked.size
    stored.name = stored.name or checked.shown_name
    stored.file.save(checked.shown_name, ContentFile(checked.content), save=False)
    try:
        stored.save()
    except BaseException:
        stored.file.delete(save=False)
        raise
    security_log.record("upload", user=by, file=str(stored.pk), kind=checked.kind.name)
    return stored


def check_room(user: User, size: int) -> None:
    """Return when `user` may hand in `size` bytes more; raises UploadRefusedError otherwise."""
    limit = settings.UPLOAD_MAX_BYTES_OF_STAFF if user.is_staff else settings.UPLOAD_MAX_BYTES_PER_PERSON
    if _kept(StoredFile.objects.filter(uploaded_by=user)) + size > limit:
        raise UploadRefusedError(
            _("Hai già caricato {size} MB di file: togline qualcuno e riprova.").format(size=limit // 2**20)
        )
    if _kept(StoredFile.objects.all()) + size > settings.UPLOAD_MAX_BYTES_IN_ALL:
        security_log.record("upload", outcome=security_log.FAILED, user=user, reason="no_room_in_all")
        raise UploadRefusedError(_("Lo spazio per i file è finito: scrivi a chi gestisce il portale."))


def _kept(files: QuerySet[StoredFile]) -> int:
    return files.aggregate(bytes=Sum("size", default=0))["bytes"]
