"""Who votes for whom: given in writing, withdrawn; who turns up votes for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from governance.models import Proxy
from governance.refusing import in_words
from networking.uploads import store_upload

from . import turns
from .promises import PROXIES

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from governance.models import Meeting
    from networking.models import Person, StoredFile, User


def give(
    meeting: Meeting,
    grantor: Person,
    holder: Person,
    *,
    document: StoredFile | None = None,
    now: datetime,
) -> Proxy:
    """`holder` votes for `grantor` in this meeting; without a paper, given in the portal. Raises GovernanceError."""
    with in_words(PROXIES):
        found = turns.take(meeting)
        made: Proxy = Proxy.objects.create(
            meeting=found,
            grantor=grantor,
            grantor_name=grantor.full_name,
            holder=holder,
            holder_name=holder.full_name,
            document=document,
            is_given_here=document is None,
            given_at=now,
        )
    return made


@transaction.atomic
def give_on_paper(
    meeting: Meeting, *, grantor: Person, holder: Person, upload: File, by: User, now: datetime
) -> Proxy:
    """The same, with the paper they signed. Raises GovernanceError, StorageFullError."""
    return give(meeting, grantor, holder, document=store_upload(upload, by=by), now=now)


def withdraw(proxy: Proxy, *, now: datetime) -> None:
    """It holds no more. Raises GovernanceError where it already did not."""
    with in_words(PROXIES):
        turns.take(proxy.meeting)
        proxy.revoked_at, proxy.ended = now, Proxy.Ended.WITHDRAWN
        proxy.save(update_fields=["revoked_at", "ended"])
