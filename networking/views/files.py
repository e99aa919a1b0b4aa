"""The one door through which stored files leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from networking.models import StoredFile
from networking.uploads import clean_name

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models.fields.files import FieldFile
    from django.http import HttpRequest


@login_not_required
@require_safe
def stored_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file, for whoever may have it; for anybody else it does not exist."""
    found = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=pk)
    return attached(found.file, name=found.name, content_type=found.content_type)


def attached(file: FieldFile, *, name: str, content_type: str) -> HttpResponse:
    """The bytes of `file` as something to save, never to run; that one may have them is decided before."""
    response = _through_proxy(file) if settings.MEDIA_ACCEL_PREFIX else _streamed(file)
    return _only_to_save(response, name=name, content_type=content_type)


def attached_bytes(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """The same for what was drawn just now."""
    return _only_to_save(HttpResponse(content), name=name, content_type=content_type)


def _only_to_save(response: HttpResponse | FileResponse, *, name: str, content_type: str) -> HttpResponse:
    response["Content-Type"] = content_type
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=clean_name(name)
    )
    # Whoever opens it all the same, opens it where it can do nothing.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _through_proxy(file: FieldFile) -> HttpResponse:
    """nginx sends the bytes from the shared volume: the portal has only said that it may."""
    response = HttpResponse()
    response["X-Accel-Redirect"] = f"{settings.MEDIA_ACCEL_PREFIX}{file.name}"
    return response


def _streamed(file: FieldFile) -> FileResponse:
    """The portal itself sends the bytes, from its disk or from object storage."""
    try:
        return FileResponse(file.open("rb"))
    except FileNotFoundError as gone:
        raise Http404 from gone
