"""To save what was written on top of what one had before one's eyes; and to go back to an earlier version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import Minutes, MinutesVersion
from governance.refusing import GovernanceError, in_words

from . import texts
from .drafting import WRITING, who_is
from .promises import MINUTES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from networking.models import User


class MeanwhileError(Exception):
    """Somebody has saved the same part meanwhile: `theirs` is what is there now, `mine` what was not lost."""

    def __init__(self, theirs: MinutesVersion, mine: list[texts.Section]) -> None:
        self.theirs, self.mine = theirs, mine
        super().__init__(str(theirs.number))


def last_of(minutes: Minutes) -> MinutesVersion:
    """The version one reads."""
    found: MinutesVersion = numbered(minutes, minutes.last_version)
    return found


def numbered(minutes: Minutes, number: int) -> MinutesVersion:
    """A version of `minutes`. Raises DoesNotExist."""
    rows = MinutesVersion.objects.for_everyone(reason=WRITING)
    found: MinutesVersion = rows.get(minutes=minutes, number=number)
    return found


def save(
    minutes: Minutes, words: Mapping[str, str], *, based_on: int, by: User, now: datetime
) -> MinutesVersion:
    """Write the `words` typed for each part, over version `based_on`.

    What somebody else wrote meanwhile in other parts is kept beside it. Raises MeanwhileError where they wrote in the
    same one, GovernanceError where the minutes are no longer written.
    """
    base = numbered(minutes, based_on).sections
    return _write(minutes, texts.rewritten(base, words), base=base, by=by, now=now)


def hide(
    minutes: Minutes, places: Collection[str], *, based_on: int, by: User, now: datetime
) -> MinutesVersion:
    """Leave exactly the paragraphs of `places` out of what everybody reads. Raises as `save` does."""
    base = numbered(minutes, based_on).sections
    return _write(
        minutes, texts.hidden(base, places), base=base, by=by, now=now, note=_("Scelti gli omissis")
    )


def restore(minutes: Minutes, number: int, *, based_on: int, by: User, now: datetime) -> MinutesVersion:
    """Write again what was in version `number`, as one more version. Raises as `save` does."""
    base, old = numbered(minutes, based_on).sections, numbered(minutes, number).sections
    note = _("Ripresa la versione %(number)s") % {"number": number}
    return _write(minutes, old, base=base, by=by, now=now, note=note)


def _write(
    minutes: Minutes,
    mine: list[texts.Section],
    *,
    base: list[texts.Section],
    by: User,
    now: datetime,
    note: str = "",
) -> MinutesVersion:
    author = who_is(by)
    with in_words(MINUTES):
        found = held(minutes)
        last = last_of(found)
        merged = texts.merged(base, last.sections, mine)
        if merged is None:
            raise MeanwhileError(last, mine)
        text = texts.canonical(merged)
        if text == last.text:
            return last
        made: MinutesVersion = MinutesVersion.objects.create(
            minutes=found,
            based_on=last.number,
            text=text,
            author=author,
            author_name=author.full_name if author else "",
            saved_at=now,
            note=note,
        )
        made.refresh_from_db()
    return made


def held(minutes: Minutes) -> Minutes:
    """The minutes as they are now; whoever comes after waits for the end of the transaction. Raises GovernanceError."""
    rows = Minutes.objects.for_everyone(reason=WRITING).select_related("meeting__body")
    found: Minutes | None = rows.select_for_update(of=("self",), no_key=True).filter(pk=minutes.pk).first()
    if found is None:
        raise GovernanceError(_("Questo verbale non c'è."))
    return found
