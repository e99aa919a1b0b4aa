"""Work that was asked for: how far it is, and what came of it. Never somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from networking.access import audience
from networking.models import Job

from .files import attached

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@audience()
@require_safe
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is; when it is done, the way to the result."""
    found = get_object_or_404(Job.objects.visible_to(request.user).select_related("about"), pk=pk)
    return render(request, "networking/job.html", {"job": found, "may_be_had": _may_be_had(found)})


@audience()
@require_safe
def job_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The result, while it may be fetched."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if not _may_be_had(found):
        raise Http404
    return attached(found.file, name=found.file_name, content_type=found.content_type)


def _may_be_had(found: Job) -> bool:
    is_in_time = found.expires_at is not None and found.expires_at > timezone.now()
    return is_in_time and bool(found.file) and found.file.storage.exists(found.file.name)
