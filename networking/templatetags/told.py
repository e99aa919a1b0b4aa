"""Words about a notice, said to whom it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from networking.contact_fields import CHOICES
from networking.models import ContactChannel, Notice

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Person

register = template.Library()


@register.filter
def how_told(notice: Notice) -> str:
    """By which channel it was told, and when; or what is being tried."""
    if notice.state == Notice.State.SENT:
        told = {
            ContactChannel.EMAIL: _("Mandato per e-mail il {when}."),
            ContactChannel.SMS: _("Mandato con un SMS il {when}."),
            ContactChannel.PHONE: _("Detto al telefono il {when}."),
            ContactChannel.LETTER: _("Lettera imbucata il {when}."),
            ContactChannel.PAGES: _("È scritto solo qui, dal {when}."),
        }
        return told[ContactChannel(notice.channel)].format(when=_moment(notice.sent_at))
    if notice.state == Notice.State.PRINTED:
        return _("La lettera è stampata: sta per essere imbucata.")
    if notice.state == Notice.State.DEAD:
        return _("Non siamo riusciti a fartelo avere in un altro modo: leggilo qui.")
    if notice.channel == ContactChannel.PHONE:
        return _("Stiamo provando a telefonarti.")
    return _("Sta partendo ({channel}).").format(channel=notice.get_channel_display())


def _moment(moment: datetime | None) -> str:
    return _("{day} alle {hour}").format(
        day=f"{localtime(moment):%d/%m/%Y}", hour=f"{localtime(moment):%H:%M}"
    )


@register.filter
def chosen_channel(person: Person) -> str:
    """How somebody prefers to be told, as the forms say it."""
    return str(dict(CHOICES)[person.channel])


@register.filter
def own_link(notice: Notice) -> str:
    """The page that a notice points to; empty when it is not one of the portal's."""
    is_ours = notice.link.startswith("/") and not notice.link.startswith(("//", "/\\"))
    return notice.link if is_ours else ""
