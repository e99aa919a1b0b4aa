"""What is told to who has something to do after a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import ActionItem
from networking import outbox
from networking.models import Notice
from networking.outbox import Kind, Words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from networking.models import Person

GIVEN, SOON = "governance.action_given", "governance.action_soon"
DUE, LATE = "governance.action_due", "governance.action_late"
TELLING = "le parole di un'azione da fare"
# An SMS holds 160 characters.
SHORT = 60


@transaction.atomic
def tell(kind: str, action: ActionItem, owner: Person, *, step: str = "", now: datetime) -> bool:
    """Tell `owner`, or who hears for them, once for each step; whether it was new."""
    key = f"{kind}:{action.pk}:{step}"
    tellings = outbox.tellings_for(owner, key=key, about=action, now=now)
    keys = [each.key for each in tellings]
    if Notice.objects.for_everyone(reason=TELLING).filter(key__in=keys).exists():
        return False
    outbox.tell_all(kind, tellings, now=now)
    return bool(tellings)


def _telling(subject: Any, sentence: Any, short: Any) -> Callable[[Notice, datetime], Words | None]:
    """The words of a kind, from its three patterns; None where the action has been ended meanwhile."""

    def words(notice: Notice, _now: datetime) -> Words | None:
        rows = ActionItem.objects.for_everyone(reason=TELLING).select_related("meeting__body")
        action = rows.filter(pk=notice.about_id, state=ActionItem.State.OPEN).first()
        if action is None:
            return None
        told = {
            "words": action.words,
            "short": action.words[:SHORT],
            "day": date_format(action.due_on, "j F Y"),
            "body": action.meeting.body.name,
            "meeting": str(action.meeting),
        }
        return Words(
            subject=subject.format(**told),
            paragraphs=(
                sentence.format(**told),
                _("L'ha chiesto {body}, nella riunione «{meeting}».").format(**told),
                _("Quando l'hai fatta, scrivilo: bastano due tocchi.").format(**told),
            ),
            short=short.format(**told),
            link=reverse("governance:action", args=[action.pk]),
            link_label=_("Apri l'azione"),
        )

    return words


KINDS = (
    Kind(
        GIVEN,
        gettext_lazy("Ti hanno affidato un'azione"),
        _telling(
            gettext_lazy("Da fare entro il {day}: {short}"),
            gettext_lazy("Ti è stata affidata un'azione, da fare entro il {day}: {words}"),
            gettext_lazy("Da fare entro il {day}: {short}."),
        ),
    ),
    Kind(
        SOON,
        gettext_lazy("Un'azione è da fare tra pochi giorni"),
        _telling(
            gettext_lazy("Mancano pochi giorni: {short}"),
            gettext_lazy("Si avvicina il giorno di un'azione che ti è affidata, il {day}: {words}"),
            gettext_lazy("Ancora pochi giorni, entro il {day}: {short}."),
        ),
    ),
    Kind(
        DUE,
        gettext_lazy("È il giorno di un'azione"),
        _telling(
            gettext_lazy("È il giorno: {short}"),
            gettext_lazy("Un'azione che ti è affidata è da fare entro il {day}: {words}"),
            gettext_lazy("Da fare entro il {day}: {short}."),
        ),
    ),
    Kind(
        LATE,
        gettext_lazy("Un'azione è in ritardo"),
        _telling(
            gettext_lazy("In ritardo: {short}"),
            gettext_lazy("Un'azione che ti è affidata era da fare entro il {day}: {words}"),
            gettext_lazy("In ritardo, era entro il {day}: {short}."),
        ),
    ),
)
