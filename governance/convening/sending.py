"""A notice of a meeting: frozen, and told to everybody who is called, in the transaction of the fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from governance import agendas
from governance.models import Convocation, Delivery, Meeting, Summons
from governance.notices.meeting_words import CALLED_OFF, CHANGED, CONVENED
from networking import outbox
from networking.models import Notice, Person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from governance.models import AgendaItem
    from networking.models import User

SENDING = "convocare una riunione"
# What a notice says of when and where: the meeting has the same, or the database refuses it.
WHEN_AND_WHERE = ("first_call_at", "second_call_at", "mode", "place", "link")
KINDS = {"convened": CONVENED, "changed": CHANGED, "called_off": CALLED_OFF}


def freeze(
    meeting: Meeting, items: Iterable[AgendaItem], *, by: User, now: datetime, **said: Any
) -> Convocation:
    """The next notice of `meeting` as it is going to be; `said`: its kind, what changed, why it is late."""
    agenda = agendas.canonical(items)
    last = (
        Convocation.objects.for_everyone(reason=SENDING).filter(meeting=meeting).order_by("-revision").first()
    )
    return Convocation.objects.create(
        meeting=meeting,
        revision=last.revision + 1 if last else 1,
        agenda=agenda,
        digest=agendas.digest(agenda),
        sent_at=now,
        sent_by=Person.objects.for_everyone(reason=SENDING).filter(account=by).first(),
        **{name: getattr(meeting, name) for name in WHEN_AND_WHERE},
        **said,
    )


def summon(convocation: Convocation, people: Iterable[Person], *, now: datetime) -> int:
    """Call `people`, with whoever was called before, and tell each by their own way; how many are called.

    Of who is a minor hears who answers for them (`outbox.tellings_for`). What was handed to the outbox stays as proof.
    """
    meeting = convocation.meeting
    Summons.objects.bulk_create(
        [Summons(meeting=meeting, person=each, name=each.full_name, summoned_at=now) for each in people],
        ignore_conflicts=True,
    )
    called = list(Summons.objects.for_everyone(reason=SENDING).filter(meeting=meeting))
    known = Person.objects.for_everyone(reason=SENDING).select_related("account", "comune")
    people_by_id = known.in_bulk([each.person_id for each in called])
    deliveries, tellings = [], []
    for each in called:
        if each.person_id not in people_by_id:
            continue
        for telling in _tellings(convocation, each, people_by_id[each.person_id], now):
            tellings.append(telling)
            deliveries.append(
                Delivery(
                    convocation=convocation,
                    summons=each,
                    person=telling.person,
                    name=telling.person.full_name,
                    notice_key=telling.key,
                    queued_at=now,
                )
            )
    outbox.tell_all(KINDS[convocation.kind], tellings, now=now, is_first=True)
    _keep(deliveries)
    return len(called)


def _tellings(
    convocation: Convocation, summons: Summons, person: Person, now: datetime
) -> list[outbox.Telling]:
    return outbox.tellings_for(
        person,
        key=f"{KINDS[convocation.kind]}:{convocation.pk}:{summons.pk}",
        about=convocation,
        expires_at=max(convocation.first_call_at, convocation.second_call_at or convocation.first_call_at),
        now=now,
    )


def _keep(deliveries: list[Delivery]) -> None:
    """By which way each leaves, as the outbox decided."""
    notices = Notice.objects.for_everyone(reason=SENDING).filter(
        key__in=[each.notice_key for each in deliveries]
    )
    by_key = {notice.key: notice for notice in notices}
    for each in deliveries:
        notice = by_key[each.notice_key]
        each.channel, each.state, each.reason = notice.channel, notice.state, notice.reason
    Delivery.objects.bulk_create(deliveries)
