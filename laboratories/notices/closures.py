"""What is told when somewhere closes, and when it is held again: one notice for each person, with all that is theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from laboratories import appointments, concerned
from laboratories.models import ClosureEffect
from laboratories.rules import joined
from networking import outbox
from networking.calendars.writing import calendar_of
from networking.models import Notice
from networking.outbox import Kind, Telling, Words
from networking.outbox.choosing import LETTER_LEAD

from .planning import LINK, busy_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from laboratories.models import Closure, Session
    from networking.models import Person

CLOSED, REOPENED = "laboratories.closure", "laboratories.reopening"
TELLING = "dire a chi viene che è chiuso"
CALLED_OFF, MOVED = ClosureEffect.What.CALLED_OFF, ClosureEffect.What.MOVED
A_MOMENT = timedelta(seconds=1)


def tell_of_closure(
    kind: str,
    closure: Closure,
    people: Mapping[Person, set[UUID]],
    ends: Mapping[UUID, datetime],
    *,
    now: datetime,
) -> None:
    """Tell `people`, in the caller's transaction, that theirs of the sessions change (CLOSED, REOPENED): each once.

    `ends`: when each session was to end before it changed.
    """
    tellings = [
        Telling(
            person=person,
            key=_key(kind, closure, person),
            about=closure,
            expires_at=expires_at([ends[each] for each in theirs], now=now),
        )
        for person, theirs in people.items()
        if theirs
    ]
    outbox.tell_all(kind, tellings, now=now)


def take_back(closure: Closure, *, but: Collection[Person], now: datetime) -> set[UUID]:
    """Withdraw what nobody has begun to tell of `closure`, `but` to some; whom it was for: they need hear nothing."""
    waiting = Notice.objects.for_everyone(reason=TELLING).about_any([closure]).exclude(person__in=but)
    untold = waiting.filter(kind=CLOSED, state=Notice.State.QUEUED, composed_at=None)
    found = dict(untold.select_for_update(of=("self",)).order_by("pk").values_list("key", "person"))
    outbox.withdraw(keys=found, now=now, why=_("Si è riaperto prima che lo dicessimo."))
    return set(found.values())


def expires_at(ends: Iterable[datetime], *, now: datetime) -> datetime:
    """Until when it is worth telling of sessions that end at `ends`: until the last is over.

    A letter that would come after the first is no use: then its time is too short for letters.
    """
    ends = sorted(ends)
    if ends[0] >= now + LETTER_LEAD:
        return ends[-1]
    return min(ends[-1], now + LETTER_LEAD - A_MOMENT)


def _key(kind: str, closure: Closure, person: Person) -> str:
    return f"{kind}:{closure.pk}:{person.pk}"


# --- their words, when they leave ---


def _closed(notice: Notice, now: datetime) -> Words | None:
    """None when all of theirs is held after all, or changed again: that has words of its own."""
    effects = [each for each in _theirs(notice, now) if each.restored_at is None]
    if not effects or notice.person is None:
        return None
    off = [each.session for each in effects if each.what == CALLED_OFF]
    moved = [each for each in effects if each.what == MOVED]
    why = notice.about.why
    return Words(
        subject=_subject(off, moved),
        paragraphs=(
            *_list(off, _("Questo incontro non si tiene:"), _("Questi incontri non si tengono:")),
            *[line for each in moved for line in _new_day(each, notice.person, now)],
            _("Perché: {why}.").format(why=why.rstrip(".")),
            _("Non devi fare niente: gli altri incontri restano come sono."),
        ),
        short=_short(off, moved),
        link=LINK,
        link_label=_("Le prossime date"),
        calendar=_calendar([each.session for each in effects], now),
    )


def _reopened(notice: Notice, now: datetime) -> Words | None:
    """None for whom nothing is held again, or who was never told that it was closed."""
    back = [each.session for each in _theirs(notice, now) if each.restored_at is not None]
    if not back or notice.person is None or _never_heard(notice):
        return None
    first = back[0]
    activity = str(first.cycle.activity)
    return Words(
        subject=_("Si tiene: {activity}").format(activity=activity)
        if len(back) == 1
        else _("Si riapre: di nuovo in programma {number} incontri").format(number=len(back)),
        paragraphs=(
            _("Si è riaperto prima del previsto."),
            *_list(
                back, _("Questo incontro si tiene come prima:"), _("Questi incontri si tengono come prima:")
            ),
            *[line for each in back for line in busy_lines(notice.person, each, now)],
            _("Chi aveva il posto lo ha ancora. Se non potete venire, diccelo appena lo sai."),
        ),
        short=_("Si riapre: {activity} del {day} si tiene.").format(
            activity=activity[:80], day=_day(first.local_date)
        )
        if len(back) == 1
        else _("Si riapre: {number} incontri si tengono come prima, da {activity} del {day}.").format(
            number=len(back), activity=activity[:60], day=_day(first.local_date)
        ),
        link=LINK,
        link_label=_("Le prossime date"),
        calendar=_calendar(back, now),
    )


def _theirs(notice: Notice, now: datetime) -> list[ClosureEffect]:
    """What the closure did to the sessions of who is told, of those that nobody has changed again since."""
    if notice.about is None or notice.person is None:
        return []
    effects = notice.about.effects.select_related(
        "session__room", "session__cycle__activity", "session__cycle__venue__place__comune"
    )
    alive = [each for each in effects if each.sequence == each.session.sequence]
    mine = concerned.sessions_of(notice.person, [each.session for each in alive], now=now)
    return [each for each in alive if each.session_id in mine]


def _never_heard(notice: Notice) -> bool:
    told = Notice.objects.for_everyone(reason=TELLING).filter(
        key=_key(CLOSED, notice.about, notice.person), composed_at=None
    )
    return told.exists()


def _subject(off: Sequence[Session], moved: Sequence[ClosureEffect]) -> str:
    if len(off) == 1 and not moved:
        return _("Annullato: {activity}").format(activity=off[0].cycle.activity)
    if len(moved) == 1 and not off:
        return _("Cambia giorno: {activity}").format(activity=moved[0].session.cycle.activity)
    return _("È chiuso: cambiano {number} incontri").format(number=len(off) + len(moved))


def _short(off: Sequence[Session], moved: Sequence[ClosureEffect]) -> str:
    if len(off) == 1 and not moved:
        told = {"activity": str(off[0].cycle.activity)[:90], "day": _day(off[0].local_date)}
        return _("Annullato: {activity}, {day}.").format(**told)
    if len(moved) == 1 and not off:
        session = moved[0].session
        return _("{activity}: l'incontro si sposta al {day} alle {hour}.").format(
            activity=str(session.cycle.activity)[:80],
            day=_day(session.local_date),
            hour=f"{session.local_start:%H:%M}",
        )
    days = sorted({each.local_date for each in off} | {each.was_on for each in moved})
    said = [
        ngettext("%d incontro annullato", "%d incontri annullati", len(off)) % len(off) if off else "",
        ngettext("%d spostato", "%d spostati", len(moved)) % len(moved) if moved else "",
    ]
    return _("È chiuso dal {first} al {last}: {what}. Le date sono nelle tue pagine, o chiamaci.").format(
        first=_day(days[0]), last=_day(days[-1]), what=joined(filter(None, said))
    )


def _list(sessions: Sequence[Session], one: str, many: str) -> list[str]:
    if not sessions:
        return []
    return [one if len(sessions) == 1 else many, *map(_line, sessions)]


def _line(session: Session) -> str:
    return _("«{activity}», {when}, {place}.").format(
        activity=session.cycle.activity,
        when=appointments.when_of(session),
        place=appointments.where(session.cycle.venue),
    )


def _new_day(effect: ClosureEffect, person: Person, now: datetime) -> list[str]:
    session = effect.session
    moved = _("«{activity}» del {day} cambia giorno: ora è {when}, {place}.").format(
        activity=session.cycle.activity,
        day=_day(effect.was_on),
        when=appointments.when_of(session),
        place=appointments.where(session.cycle.venue),
    )
    return [moved, *busy_lines(person, session, now)]


def _day(day: date) -> str:
    return f"{day:%d/%m}"


def _calendar(sessions: Sequence[Session], now: datetime) -> str:
    names = {str(each.cycle.activity) for each in sessions}
    name = names.pop() if len(names) == 1 else _("Incontri che cambiano")
    return calendar_of([appointments.event_of(each) for each in sessions], name=name, written_at=now).decode()


KINDS = (
    Kind(CLOSED, gettext_lazy("Chiusura"), _closed),
    Kind(REOPENED, gettext_lazy("Riapertura"), _reopened),
)
