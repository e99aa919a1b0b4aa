"""One's own proxy as who gives it reads it: to whom, until when, and who has given one's own to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from governance.models import Meeting, Proxy

if TYPE_CHECKING:
    from governance.forms.sitting import OwnProxyForm
    from governance.models import Summons
    from networking.models import User

READING = "le deleghe di chi risponde a questa chiamata"


def own(user: User, summons: Summons, *, typed: OwnProxyForm) -> dict[str, Any]:
    """The proxies of who is called by `summons`, which `user` answers, and the form to give one."""
    rows = Proxy.objects.for_everyone(reason=READING).filter(meeting=summons.meeting_id).live()
    given = rows.filter(grantor=summons.person_id).first()
    held = list(rows.filter(holder=summons.person_id).order_by("grantor_name"))
    return {
        "meeting": summons.meeting,
        "summons": summons,
        "is_ones_own": summons.person is not None and summons.person.account_id == user.pk,
        "may_change": summons.meeting.state == Meeting.State.CONVENED,
        "given": given,
        "held": held,
        "form": typed,
    }
