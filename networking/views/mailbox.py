"""In development, staff read here the mails and the SMS that would have left."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from networking.access import audience
from networking.models import STAFF_KINDS
from networking.sms import folder

if TYPE_CHECKING:
    from email.message import EmailMessage

    from django.http import HttpRequest, HttpResponse


@audience(*STAFF_KINDS)
@require_safe
def mail_folder(request: HttpRequest) -> HttpResponse:
    """The latest hundred mails of the folder, and the latest hundred SMS, newest first."""
    mails = [(path.name, _read(path)) for path in _files()[:100]]
    return render(request, "networking/mail_folder.html", {"mails": mails, "texts": folder.latest(100)})


@audience(*STAFF_KINDS)
@require_safe
def mail_file(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as text."""
    found = [path for path in _files() if path.name == name]
    if not found:
        raise Http404
    message = _read(found[0])
    body = message.get_body(("plain", "html"))
    context = {"message": message, "body": body.get_content() if body else ""}
    return render(request, "networking/mail_file.html", context)


def _files() -> list[Path]:
    if not settings.SHOW_MAIL_FOLDER:
        raise Http404
    return sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), reverse=True)


def _read(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
