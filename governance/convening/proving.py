"""To whom each notice arrived, by which way and when: from the outbox, and kept after it has forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from governance.models import Delivery, Meeting
from networking.models import Notice

if TYPE_CHECKING:
    from datetime import datetime

PROVING = "la prova che una convocazione è arrivata"
# The outbox forgets after a year; what nobody has read by then nobody will.
LOOKED_AFTER = timedelta(days=365)
COPIED = ("channel", "state", "sent_at", "read_at", "reason")


class Proof(NamedTuple):
    """A notice to one person, as it stands now."""

    delivery: Delivery

    @property
    def has_arrived(self) -> bool:
        """Whether it has left by its way, or was read in one's pages."""
        return self.delivery.sent_at is not None or self.delivery.read_at is not None

    @property
    def has_failed(self) -> bool:
        """Whether nobody could be reached."""
        return self.delivery.state == Notice.State.DEAD

    @property
    def is_overtaken(self) -> bool:
        """Whether it was withdrawn before it left: a later notice says more."""
        return self.delivery.state == Notice.State.WITHDRAWN


def proofs(meeting: Meeting) -> list[Proof]:
    """Every notice of `meeting`, the first revision first, each as the outbox has it now."""
    rows = Delivery.objects.for_everyone(reason=PROVING).filter(convocation__meeting=meeting)
    found = list(
        rows.select_related("convocation", "summons").order_by("convocation__revision", "name", "pk")
    )
    _refresh(found)
    return [Proof(each) for each in found]


def keep(*, now: datetime) -> int:
    """Copy beside the convocations what the outbox knows of their notices; how many changed."""
    rows = Delivery.objects.for_everyone(reason=PROVING)
    recent = list(rows.filter(Q(sent_at=None) | Q(read_at=None), queued_at__gt=now - LOOKED_AFTER))
    changed = _refresh(recent)
    rows.bulk_update(changed, COPIED, batch_size=500)
    return len(changed)


def _refresh(deliveries: list[Delivery]) -> list[Delivery]:
    """Give `deliveries` what their notices say today; those for which it is something new."""
    keys = [each.notice_key for each in deliveries]
    notices = Notice.objects.for_everyone(reason=PROVING).filter(key__in=keys).only("key", *COPIED)
    by_key = {notice.key: notice for notice in notices}
    changed = []
    for each in deliveries:
        notice = by_key.get(each.notice_key)
        if notice is None:
            continue
        # What is proved stays proved: a notice that was sent once and then returned keeps its day.
        wanted = {"reason": notice.reason, "read_at": each.read_at or notice.read_at}
        if each.sent_at is None:
            wanted |= {name: getattr(notice, name) for name in ("channel", "state", "sent_at")}
        if any(getattr(each, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(each, name, value)
            changed.append(each)
    return changed
