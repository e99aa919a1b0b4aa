"""What the portal can tell: each kind of notice, its words, and by which channels it may go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from networking.declaring import Declared
from networking.models import ContactChannel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    from networking.models import Notice

EVERY_CHANNEL = tuple(ContactChannel)


class Nature(StrEnum):
    """Why somebody is told: what they are owed, or what they have asked to hear."""

    SERVICE = "service"
    NEWS = "news"


@dataclass(frozen=True)
class Words:
    """What a notice says, once for every channel: the same paragraphs in a mail, a letter, on a page.

    `short` is for an SMS, and for who telephones: no more than 160 characters. `link` is a path of the portal
    («/profilo/») or an address of another site, `calendar` the text of an appointment that goes with a mail.
    """

    subject: str
    paragraphs: tuple[str, ...]
    short: str
    link: str = ""
    link_label: str = ""
    calendar: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of notice. `compose` gives its words at the moment it leaves, or None when its reason has gone.

    `needs` are the relations of what it is about that `compose` looks at: fetched once for many notices.
    """

    name: str
    label: Any
    compose: Callable[[Notice, datetime], Words | None]
    nature: Nature = Nature.SERVICE
    channels: tuple[str, ...] = EVERY_CHANNEL
    is_in_pages: bool = True
    needs: tuple[str, ...] = ()


_DECLARED = Declared[Kind]("NOTICE_KINDS")
kinds, kind_of, label_of = _DECLARED.all, _DECLARED.called, _DECLARED.label_of
