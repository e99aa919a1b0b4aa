"""The regular work of company: plans, ends, begins again, and notices when nobody has been in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import DateField, ExpressionWrapper, F, Max, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from volunteers.models import Companionship, CompanionshipNote
from volunteers.notices import companions as notices

from . import ending, pausing, planning
from .refusing import ACTING

if TYPE_CHECKING:
    from datetime import date, datetime

    from volunteers.models.companionships import CompanionshipQuerySet


def look_after(*, now: datetime) -> dict[str, int]:
    """Everything that company asks of the clock, each part on its own."""
    return {
        "without_yes": ending.end_without_yes(now=now),
        "handed_over": ending.end_handed_over(now=now),
        "resumed": pausing.resume_all(now=now),
        "given_back": planning.take_up_again(now=now),
        "planned": planning.plan_all(now=now),
        "silent": tell_silent(now=now),
    }


def with_last_contact(pairs: CompanionshipQuerySet) -> CompanionshipQuerySet:
    """`pairs`, each with `last_contact` (None: never) and `quiet_since`: that day, or the day silence counts from."""
    last = Max("notes__day", filter=Q(notes__how__in=CompanionshipNote.HAPPENED))
    found: CompanionshipQuerySet = pairs.annotate(
        last_contact=last,
        quiet_since=Greatest(last, Coalesce("watched_from", "started_on"), output_field=DateField()),
    )
    return found


def silent(pairs: CompanionshipQuerySet, *, today: date) -> CompanionshipQuerySet:
    """Those of `pairs` that are on and in which nobody has been in touch for longer than they said."""
    quiet = with_last_contact(pairs).filter(state=Companionship.State.ACTIVE, followed_by=None)
    over = ExpressionWrapper(F("quiet_since") + F("alert_after_days"), output_field=DateField())
    found: CompanionshipQuerySet = quiet.annotate(over_on=over).filter(over_on__lt=today)
    return found


@transaction.atomic
def tell_silent(*, now: datetime) -> int:
    """Tell who coordinates of the pairs that are silent, once for each silence. How many were new."""
    everyone = Companionship.objects.for_everyone(reason=ACTING)
    pairs = silent(everyone, today=timezone.localdate(now)).select_related("person__comune")
    return notices.tell_silent(list(pairs), now=now)
