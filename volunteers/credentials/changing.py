"""What changes whether a volunteer may: credentials and paid work. The turns it takes away go in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from networking import accrediting, facts
from networking.accrediting import AccreditingError
from networking.models import Credential
from volunteers.models import Volunteer
from volunteers.turns import looking

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import User

ACTING = "ciò che un volontario ha mostrato, a chi lo coordina"
PAID_WORK = "volunteers.paid_work_written"


def grant(
    volunteer: Volunteer, kind: str, *, by: User, now: datetime, today: date, **paper: object
) -> Credential:
    """Write that `volunteer` has shown `kind`: `issued_on`, and if the paper has them `expires_on` and `source`.

    Raises AccreditingError: see `networking.accrediting.grant`.
    """
    return accrediting.grant(volunteer.person, kind, by=by, now=now, today=today, **paper)  # type: ignore[arg-type]


def verify(volunteer: Volunteer, credential: UUID, *, by: User, now: datetime) -> Credential:
    """Say, as a second person, that it is so. Raises AccreditingError, or Credential.DoesNotExist for somebody else's."""
    return accrediting.verify(_theirs(volunteer, credential), by=by, now=now)


@transaction.atomic
def revoke(volunteer: Volunteer, credential: UUID, *, by: User, because: str, now: datetime) -> Credential:
    """It holds no longer: the turns that asked for it are suspended, and whoever must know is told, in one go.

    Raises AccreditingError without a reason or for one's own, Credential.DoesNotExist for somebody else's.
    """
    found = _theirs(volunteer, credential)
    accrediting.refuse_own(volunteer.person, by)
    # The order of everybody who writes here: the volunteer, then their turns.
    Volunteer.objects.for_everyone(reason=ACTING).select_for_update(no_key=True).get(pk=volunteer.pk)
    revoked = accrediting.revoke(found, because=because, now=now)
    looking.look_again_of(volunteer)
    looking.tell_suspended(now=now)
    return revoked


@transaction.atomic
def write_paid_work(
    volunteer: Volunteer, *, begins: date | None, ends: date | None, by: User, now: datetime
) -> Volunteer:
    """From `begins` to `ends` (not included) the ente pays them, and they are not its volunteer; None: it does not.

    Art. 17, comma 5, D.Lgs. 117/2017. Their turns of those days are suspended by the database as it is written. Raises
    AccreditingError: one's own, an end without a beginning or before it.
    """
    accrediting.refuse_own(volunteer.person, by)
    if ends is not None and (begins is None or ends <= begins):
        raise AccreditingError(_("Il lavoro finirebbe prima di cominciare."))
    held = Volunteer.objects.for_everyone(reason=ACTING).select_for_update(no_key=True).get(pk=volunteer.pk)
    held.paid_from, held.paid_until = begins, ends
    held.save(update_fields=["paid_from", "paid_until"])
    facts.record(PAID_WORK, held, now=now, begins=begins and begins.isoformat(), by=str(by.pk))
    looking.tell_suspended(now=now)
    return held


def _theirs(volunteer: Volunteer, credential: UUID) -> Credential:
    return Credential.objects.for_everyone(reason=ACTING).get(pk=credential, person=volunteer.person_id)
