"""Who votes for whom: given in writing, withdrawn; who turns up votes for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.convening.entitled import called_to
from governance.models import Meeting, Proxy
from governance.refusing import GovernanceError, in_words
from networking.uploads import store_upload

from . import turns
from .promises import PROXIES, PROXIES_FROM_HOME

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files import File

    from governance.models import Summons
    from networking.models import Person, StoredFile, User

OWN = "la propria delega, di chi è chiamato a una riunione"


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


def give_from_home(summons: Summons, typed: str, *, now: datetime) -> Proxy:
    """Whoever is called gives their own proxy before it begins, to the one they name. Raises GovernanceError.

    The refusals say whether a proxy can be accepted, never whether a name is somebody's there nor why it cannot
    be theirs; only that they hold as many as rules let them.
    """
    with in_words(PROXIES_FROM_HOME):
        meeting = _before_it_begins(summons)
        holder = _named(meeting, typed)
        if holder is None:
            raise GovernanceError(PROXIES_FROM_HOME["a_proxy_goes_no_further"][1], "holder")
        made: Proxy = Proxy.objects.create(
            meeting=meeting,
            grantor=summons.person,
            grantor_name=summons.name,
            holder=holder,
            holder_name=holder.full_name,
            is_given_here=True,
            given_at=now,
        )
    return made


def take_back(summons: Summons, *, now: datetime) -> None:
    """They vote for themselves again. Raises GovernanceError once it has begun, or where there is none."""
    with in_words(PROXIES_FROM_HOME):
        meeting = _before_it_begins(summons)
        rows = Proxy.objects.for_everyone(reason=OWN).live()
        proxy = rows.filter(meeting=meeting, grantor=summons.person_id).first()
        if proxy is None:
            raise GovernanceError(PROXIES_FROM_HOME["a_proxy_is_only_withdrawn"][1])
        proxy.revoked_at, proxy.ended = now, Proxy.Ended.WITHDRAWN
        proxy.save(update_fields=["revoked_at", "ended"])


def _before_it_begins(summons: Summons) -> Meeting:
    """The meeting, that whoever opens it waits for. Raises GovernanceError."""
    meeting = turns.take(summons.meeting)
    if meeting.state != Meeting.State.CONVENED:
        raise GovernanceError(
            _("La riunione è già cominciata, o è annullata: per una delega parla con chi la tiene.")
        )
    return meeting


def _named(meeting: Meeting, typed: str) -> Person | None:
    """The one called to `meeting` with that e-mail, or the only one with that whole name."""
    said = " ".join(typed.split()).casefold()
    people = list(called_to(meeting.body, timezone.localdate(meeting.first_call_at)))
    by_email = [each for each in people if said and each.contact_email.casefold() == said]
    by_name = [each for each in people if each.full_name.casefold() == said]
    found = by_email or by_name
    return found[0] if len(found) == 1 else None
