"""Asking to help: from sixteen, by oneself, or at the desk for who has no e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import facts
from networking.models import Person
from volunteers.models import Volunteer
from volunteers.notices import path as notices

from .refusing import ACTING, OPEN, PathError, State, hold, move

if TYPE_CHECKING:
    from datetime import date, datetime

    from networking.models import User

# Our choice (LR-V13): from sixteen, with a parent's consent until eighteen.
YOUNGEST = 16
APPLIED = "volunteers.path_applied"
NOTHING_YET = {
    "met_on": None,
    "met_by": None,
    "parent_met_on": None,
    "agreed_at": None,
    "agreement_version": "",
    "agreed_until": None,
    "ended_on": None,
}


@transaction.atomic
def apply(
    person: Person,
    *,
    motivation: str,
    max_travel_minutes: int,
    by: User,
    now: datetime,
    birth_date: date | None = None,
    phone: str = "",
) -> Volunteer:
    """Write that `person` wants to help; twice is once, and who had stopped begins again from the first step.

    What was not known of them (`birth_date`, `phone`) is kept; what was, is not changed. Raises PathError.
    """
    # The path before the person, as everybody who writes here.
    before = Volunteer.objects.for_everyone(reason=ACTING).filter(person=person).first()
    held = hold(before.pk) if before else None
    if held is not None and held.state in OPEN:
        return held
    known = _told(person, birth_date=birth_date, phone=phone)
    refuse_too_early(known, timezone.localdate(now))
    known.save(update_fields=["birth_date", "phone"])
    said = {"applied_at": now, "motivation": motivation, "max_travel_minutes": max_travel_minutes}
    if held is not None:
        row, is_new = move(held, State.CANDIDATE, now=now, **NOTHING_YET, **said), True
    else:
        row, is_new = _begin(known, now, said)
    if is_new:
        facts.record(APPLIED, row, now=now, on_behalf=by.pk != known.account_id, by=str(by.pk))
        notices.tell_applied(row, now=now)
    return row


def may_ask(person: Person, today: date) -> bool:
    """Whether asking would begin something: of who is not known to be under sixteen and is not on the way already."""
    age = person.age_on(today)
    if age is not None and age < YOUNGEST:
        return False
    begun = Volunteer.objects.for_everyone(reason=ACTING).filter(person=person, state__in=OPEN)
    return not begun.exists()


def refuse_too_early(person: Person, today: date) -> None:
    """Raise PathError for who is under sixteen, or of whom nobody has written when they were born or where they live."""
    age = person.age_on(today)
    if age is None:
        raise PathError(_("Scrivi la data di nascita: serve per l'assicurazione."))
    if age < YOUNGEST:
        raise PathError(_("Si comincia a 16 anni. Prima puoi venire alle attività: ti aspettiamo lì."))
    if person.followed_by_zone is None:
        raise PathError(_("Serve sapere dove abiti: la richiesta va a chi coordina lì."))


def _told(person: Person, *, birth_date: date | None, phone: str) -> Person:
    people = Person.objects.for_everyone(reason=ACTING).select_related("comune__zone", "zone")
    known = people.select_for_update(of=("self",)).get(pk=person.pk)
    known.birth_date, known.phone = known.birth_date or birth_date, known.phone or phone
    return known


def _begin(person: Person, now: datetime, said: dict[str, object]) -> tuple[Volunteer, bool]:
    """The path, and whether it is new: of two windows the person's row, held, lets one pass first."""
    fresh = {"state": State.CANDIDATE, "state_since": now, **said}
    return Volunteer.objects.for_everyone(reason=ACTING).get_or_create(person=person, defaults=fresh)
