"""Stopping, and a kind no: the register, the insurance, the turns and the role end with the path, in one go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networking import facts
from networking.models import Role, RoleKind
from volunteers.models import LIVE, Assignment
from volunteers.notices import path as notices
from volunteers.notices import turns as turn_notices
from volunteers.register import writing
from volunteers.turns import looking
from volunteers.turns import refusing as turns

from .insuring import covers_of, enrolments_of
from .refusing import ACTING, BEFORE, OPEN, PathError, State, hold_in, move, refuse_own

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import Person, User
    from volunteers.models import Volunteer

ENDED, REFUSED = "volunteers.path_ended", "volunteers.path_refused"
A_DAY = timedelta(days=1)


class Because(TextChoices):
    """Why not, in words that may be read by whoever is told no."""

    NOTHING_NEAR = "nothing_near", gettext_lazy("adesso non c'è un aiuto adatto vicino a dove abita")
    OTHER_PREPARATION = "other_preparation", gettext_lazy("per quello che vorrebbe fare serve altro")
    TOGETHER = "together", gettext_lazy("lo abbiamo deciso insieme, parlandone")
    NOT_FOUND = "not_found", gettext_lazy("non siamo riusciti a sentirci")


@transaction.atomic
def end(volunteer: UUID, *, by: User, now: datetime, on_behalf: bool = False) -> Volunteer:
    """They stop, today: they themselves, who answers for them, or who coordinates, `on_behalf` of who telephoned.

    The same day they leave the register; insurance holds until midnight. Raises PathError where it is over already.
    """
    held = hold_in(volunteer, OPEN)
    today = timezone.localdate(now)
    # Before anything else: the database suspends whoever is still in a turn when the path ends.
    _leave_turns(held, by=by, now=now)
    move(held, State.ENDED, now=now, ended_on=today)
    _leave_register(held.person, by=by, today=today)
    _end_covers(held.person, today)
    _end_role(held.person, today)
    facts.record(ENDED, held, now=now, on_behalf=on_behalf, by=str(by.pk))
    notices.tell_ended(held, now=now)
    return held


@transaction.atomic
def refuse(volunteer: UUID, *, because: str, by: User, now: datetime) -> Volunteer:
    """Say no, kindly, to who has asked and is not in the register yet. Raises PathError."""
    held = hold_in(volunteer, BEFORE)
    refuse_own(held.person, by)
    if enrolments_of(held.person).exists():
        raise PathError(_("È già nel registro: chiudi il suo percorso."))
    move(held, State.REFUSED, now=now, ended_on=timezone.localdate(now))
    facts.record(REFUSED, held, now=now, because=because, by=str(by.pk))
    notices.tell_refused(held, because=because, now=now)
    return held


def _leave_turns(held: Volunteer, *, by: User, now: datetime) -> None:
    rows = Assignment.objects.for_everyone(reason=ACTING).filter(
        volunteer=held, state__in=(*LIVE, Assignment.State.SUSPENDED), request__starts_at__gt=now
    )
    for row in rows.select_related("request__comune").order_by("request_id"):
        turns.hold([held.pk], row.request_id)
        row.volunteer = held
        was_coming = row.state == Assignment.State.ACCEPTED
        row.state, row.by, row.answered_at = Assignment.State.WITHDRAWN, by, now
        row.ended_because = _("Ha smesso di fare volontariato.")
        row.save(update_fields=["state", "by", "answered_at", "ended_because"])
        if was_coming:
            turn_notices.tell_withdrawn(row, now=now)
            # Somebody under age stays only while an adult does.
            looking.look_again(row.request_id)
        else:
            turn_notices.take_back(row, now=now)


def _leave_register(person: Person, *, by: User, today: date) -> None:
    """From today; who was to be enrolled on a day to come ceases on that day, for no line is taken away."""
    for entry in enrolments_of(person):
        writing.cease(entry, effective_on=max(today, entry.effective_on), by=by)


def _end_covers(person: Person, today: date) -> None:
    """The last day is covered whole; what was to begin later never does."""
    lasting = covers_of(person)
    lasting.filter(starts_on__gt=today).delete()
    for cover in lasting.filter(ends_on=None) | lasting.filter(ends_on__gt=today + A_DAY):
        cover.ends_on = today + A_DAY
        cover.save(update_fields=["ends_on"])


def _end_role(person: Person, today: date) -> None:
    roles = Role.objects.filter(user=person.account, kind=RoleKind.VOLUNTEER).held_on(today)
    # One that began today has never held a day.
    roles.filter(starts_on=today).delete()
    for role in roles:
        role.ends_on = today
        role.save(update_fields=["ends_on"])
