"""What whoever is called answers: for themselves, or for who is a minor and answers through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from governance.models import Meeting, Summons
from governance.refusing import GovernanceError
from networking.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import User

ANSWERING = "rispondere a una convocazione"
Reply = Summons.Reply


def replies_to(meeting: Meeting) -> list[str]:
    """What may be answered to `meeting`: from afar where one may, by proxy where rules know of proxies."""
    rule = meeting.rule
    replies = [] if meeting.mode == Meeting.Mode.REMOTE else [Reply.COMES]
    replies += [] if meeting.mode == Meeting.Mode.IN_PERSON else [Reply.REMOTE]
    replies.append(Reply.ABSENT)
    if rule is not None and rule.most_proxies:
        replies.append(Reply.PROXY)
    return [str(each.value) for each in replies]


@transaction.atomic
def answer(summons: Summons, reply: str, *, by: User, now: datetime) -> None:
    """Write what is answered, again as often as one likes until it begins. Raises GovernanceError."""
    meetings = Meeting.objects.for_everyone(reason=ANSWERING).select_related("rule")
    # Whoever changes the meeting meanwhile waits: no reply is to a day that is no longer.
    meeting = meetings.select_for_update(of=("self",), no_key=True).get(pk=summons.meeting_id)
    if meeting.state != Meeting.State.CONVENED:
        raise GovernanceError(_("La riunione è già cominciata, o è annullata: non si risponde più."))
    if reply not in replies_to(meeting):
        raise GovernanceError(_("Scegli una delle risposte."), "reply")
    who = Person.objects.for_everyone(reason=ANSWERING).filter(account=by).first()
    rows = Summons.objects.for_everyone(reason=ANSWERING).filter(pk=summons.pk)
    # Looking leaves no trace: who answers has seen it, and the first time stays.
    rows.filter(seen_at=None).update(seen_at=now)
    rows.update(reply=reply, replied_at=now, replied_by=who, replied_by_name=who.full_name if who else "")
