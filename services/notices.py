"""Every notice that the catalogue tells."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networking import outbox
from networking.models import Role, RoleKind
from networking.outbox import Kind, Telling, Words

from .models import Organization, Service
from .verifying import STALE_AFTER

if TYPE_CHECKING:
    from datetime import datetime

    from networking.models import Notice, User

    from .models.catalogue import ServiceQuerySet

TO_CONFIRM = "services.sheets_to_confirm"
# Until the next month's: two in a row would say the same.
WORTH_TELLING = timedelta(days=25)


def tell_of_sheets_to_confirm(*, now: datetime) -> None:
    """Ask who writes for an organisation to check the sheets that nobody has checked for long; once a month."""
    today = timezone.localdate(now)
    editors = Role.objects.held_on(today).filter(
        kind=RoleKind.PROVIDER_EDITOR, user__person__isnull=False, user__is_active=True
    )
    tellings = [
        Telling(
            person=role.user.person,
            key=f"sheets_to_confirm:{role.user_id}:{today:%Y-%m}",
            about=role.user.person,
            expires_at=now + WORTH_TELLING,
        )
        for role in editors.select_related("user__person__account", "user__person__comune")
        if _to_confirm(role.user, now).exists()
    ]
    outbox.tell_all(TO_CONFIRM, tellings, now=now)


def _to_confirm(user: User, now: datetime) -> ServiceQuerySet:
    """The public sheets of the organisations for which `user` writes, never checked or too long ago."""
    theirs = Organization.objects.edited_by(user, timezone.localdate(now))
    checked = Service.objects.filter(verifications__verified_at__gte=now - STALE_AFTER).values("pk")
    return Service.objects.published().filter(~Q(pk__in=checked), organization__in=theirs)


def _sheets_to_confirm(notice: Notice, now: datetime) -> Words | None:
    """None when they have all been confirmed meanwhile, or the person writes for nobody any more."""
    user = notice.person.account
    if user is None:
        return None
    titles = list(_to_confirm(user, now).order_by("title").values_list("title", flat=True)[:6])
    count = _to_confirm(user, now).count()
    if not count:
        return None
    said = ngettext("Hai %d scheda da confermare", "Hai %d schede da confermare", count) % count
    named = [f"• {title}" for title in titles[:5]]
    return Words(
        subject=said,
        paragraphs=(
            _("Nessuno le controlla da più di sei mesi, e chi cerca aiuto si fida di quello che legge."),
            "\n".join([*named, _("… e altre.")] if count > len(named) else named),
            _("Apri la scheda: se è tutto giusto premi «È tutto giusto», se no scrivici che cosa cambia."),
        ),
        short=_("{said} su NET WORKING. Entra nella tua area e controlla.").format(said=said),
        link="/profilo/",
        link_label=_("Vai alla tua area"),
    )


KINDS = (Kind(TO_CONFIRM, gettext_lazy("Schede da confermare"), _sheets_to_confirm),)
