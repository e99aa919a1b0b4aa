"""How many days of notice there are, and whether they are enough: plain values, no query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.refusing import GovernanceError
from networking.rules import ITALY

if TYPE_CHECKING:
    from datetime import datetime

    from governance.models import BodyRule


def days_of_notice(sent: datetime, called: datetime) -> int:
    """The whole days from that of sending (not counted) to that of the first call (counted), by the clock of Rome.

    The database reckons the same (`governance_days_of_notice`): a night of 23 or 25 hours is one day all the same.
    """
    return (called.astimezone(ITALY).date() - sent.astimezone(ITALY).date()).days


def is_late(rule: BodyRule, *, sent: datetime, called: datetime) -> bool:
    """Whether the notice is shorter than `rule` asks."""
    return days_of_notice(sent, called) < rule.notice_days


def refuse_late(rule: BodyRule, *, sent: datetime, called: datetime, because: str) -> None:
    """Raise GovernanceError where the meeting cannot be convened so late, or why it is late is not said."""
    if called <= sent:
        raise GovernanceError(_("È già passata: scegli un altro giorno o un'altra ora."), "first_call_at")
    days = days_of_notice(sent, called)
    if days >= rule.notice_days:
        return
    asked = ngettext("%(asked)d giorno", "%(asked)d giorni", rule.notice_days) % {"asked": rule.notice_days}
    said = ngettext("%(days)d giorno", "%(days)d giorni", days) % {"days": days}
    if rule.late_notice == rule.Late.REFUSED:
        words = _(
            "Le regole chiedono %(asked)s di preavviso, e da oggi ne restano %(said)s: scegli un altro giorno."
        )
        raise GovernanceError(words % {"asked": asked, "said": said}, "first_call_at")
    if not because.strip():
        words = _("Le regole chiedono %(asked)s di preavviso, e da oggi ne restano %(said)s: scrivi perché.")
        raise GovernanceError(words % {"asked": asked, "said": said}, "late_because")
