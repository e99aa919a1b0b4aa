"""Whether the books are whole: every chain, every approved text, every file that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance.models import Body, Minutes
from governance.refusing import GovernanceError

from . import signing, transcribing
from .drafting import WRITING

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = ("whole", "extract", "signed")
BOOKED = (Minutes.State.TRANSCRIBED, Minutes.State.PUBLISHED)


def books() -> list[transcribing.Checked]:
    """The book of each body that has one, with the first line that is not as it was written."""
    return [transcribing.check(body) for body in Body.objects.filter(book__isnull=False).distinct()]


def flaws() -> Iterator[str]:
    """A sentence for each approved minutes whose files were touched, or are in no book where they should be."""
    rows = Minutes.objects.for_everyone(reason=WRITING).frozen()
    for minutes in rows.select_related("meeting", "entry", *FILES).order_by("approved_at"):
        if minutes.state in BOOKED and not hasattr(minutes, "entry"):
            yield _("{minutes}: la sua riga non è più nel libro.").format(minutes=minutes)
        for name in FILES:
            if name == "signed" and not minutes.how:
                continue
            try:
                signing.whole(getattr(minutes, name), getattr(minutes, f"{name}_digest"))
            except GovernanceError as error:
                yield f"{minutes}: {error}"
