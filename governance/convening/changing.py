"""To change what was convened: a new notice says what is different, and everybody is told again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.models import AgendaItem, Convocation, Meeting, Summons
from governance.refusing import GovernanceError, in_words

from .drafting import items_of, next_place
from .entitled import called_to, day_of
from .noticing import refuse_late
from .promises import PROMISES
from .sending import WHEN_AND_WHERE, freeze, summon

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from networking.models import User

CHANGING = "cambiare una riunione convocata"


@dataclass(frozen=True)
class Change:
    """What is to be different: when and where by column, points taken off, one point added (by column)."""

    wanted: dict[str, Any] = field(default_factory=dict)
    dropped: frozenset[UUID] = frozenset()
    added: dict[str, Any] | None = None
    because: str = ""


def change(meeting: Meeting, asked: Change, *, by: User, now: datetime) -> Convocation:
    """Change a convened meeting by a new notice. Raises GovernanceError: nothing changes, too late, not as rules say."""
    with in_words(PROMISES):
        held = locked_convened(meeting)
        before = {name: getattr(held, name) for name in WHEN_AND_WHERE}
        for name in WHEN_AND_WHERE:
            setattr(held, name, asked.wanted.get(name, before[name]))
        kept, gone, added = _agenda(held, asked)
        words = [*_said_of_when(before, held), *_said_of_points(gone, added)]
        if not words:
            raise GovernanceError(_("Non hai cambiato niente."))
        if added or held.first_call_at != before["first_call_at"]:
            assert held.rule is not None
            refuse_late(held.rule, sent=now, called=held.first_call_at, because=asked.because)
        said = {"kind": Convocation.Kind.CHANGED, "changes": "\n".join(words), "late_because": asked.because}
        convocation = freeze(held, [*kept, *added], by=by, now=now, **said)
        _apply(held, convocation, gone=gone, added=added)
        if held.first_call_at != before["first_call_at"]:
            _ask_again(held)
        summon(convocation, called_to(held.body, day_of(held.first_call_at)), now=now)
    return convocation


def locked_convened(meeting: Meeting) -> Meeting:
    """The meeting, held until the transaction ends, convened and not begun. Raises GovernanceError."""
    everyone = Meeting.objects.for_everyone(reason=CHANGING)
    held: Meeting = everyone.select_for_update(no_key=True, of=("self",)).get(pk=meeting.pk)
    if held.state != Meeting.State.CONVENED:
        raise GovernanceError(_("Si cambia solo una riunione convocata che non è ancora cominciata."))
    return held


def _agenda(meeting: Meeting, asked: Change) -> tuple[list[AgendaItem], list[AgendaItem], list[AgendaItem]]:
    """The points that stay, those that go (with their parts), the one that is added."""
    items = list(items_of(meeting))
    gone = [each for each in items if {each.pk, each.parent_id} & asked.dropped]
    kept = [each for each in items if each not in gone]
    added = []
    if asked.added:
        added = [AgendaItem(meeting=meeting, position=next_place(meeting), **asked.added)]
    if not kept and not added:
        raise GovernanceError(_("Senza punti non c'è riunione: lasciane almeno uno, o annullala."))
    return kept, gone, added


def _apply(
    meeting: Meeting, convocation: Convocation, *, gone: list[AgendaItem], added: list[AgendaItem]
) -> None:
    items_of(meeting).filter(pk__in=[each.pk for each in gone]).delete()
    for each in added:
        each.notified_in = convocation.revision
        each.save(force_insert=True)
    if convocation.late_because:
        meeting.late_because = convocation.late_because
    meeting.save(update_fields=[*WHEN_AND_WHERE, "late_because"])


def _ask_again(meeting: Meeting) -> None:
    """Another day asks everybody again whether they come."""
    Summons.objects.for_everyone(reason=CHANGING).filter(meeting=meeting).update(
        reply="", replied_at=None, replied_by=None, replied_by_name=""
    )


def _said_of_when(before: dict[str, Any], now_is: Meeting) -> list[str]:
    labels = {name: str(Meeting._meta.get_field(name).verbose_name) for name in WHEN_AND_WHERE}
    return [
        _("%(what)s: prima «%(before)s», adesso «%(after)s».")
        % {
            "what": labels[name][:1].upper() + labels[name][1:],
            "before": _in_words(name, before[name]),
            "after": _in_words(name, getattr(now_is, name)),
        }
        for name in WHEN_AND_WHERE
        if before[name] != getattr(now_is, name)
    ]


def _said_of_points(gone: list[AgendaItem], added: list[AgendaItem]) -> list[str]:
    return [
        *(_("Tolto dall'ordine del giorno: «%(title)s».") % {"title": each.title} for each in gone),
        *(_("Aggiunto all'ordine del giorno: «%(title)s».") % {"title": each.title} for each in added),
    ]


def _in_words(name: str, value: Any) -> str:
    if not value:
        return _("niente")
    if name == "mode":
        return str(Meeting.Mode(value).label)
    if name.endswith("_at"):
        return date_format(timezone.localtime(value), "l j F Y, H:i")
    return str(value)
