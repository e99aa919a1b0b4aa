"""The last step: from now on they may be asked for a hand. It waits for all that the law and we ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import consenting, facts
from networking.models import Role, RoleKind
from networking.rules import ADULT_AGE
from volunteers.models import RegisterEntry, Volunteer
from volunteers.notices import path as notices

from .applying import YOUNGEST
from .insuring import covers_of
from .parents import PURPOSE
from .refusing import ACTING, BEFORE, PathError, State, hold_in, move, refuse_own

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import Person, User

ACTIVATED = "volunteers.path_activated"


@transaction.atomic
def activate(volunteer: UUID, *, by: User, now: datetime) -> Volunteer:
    """From now on they may do turns; with an access, they hold the role. Raises PathError with all that is missing."""
    held = hold_in(volunteer, BEFORE)
    refuse_own(held.person, by)
    today = timezone.localdate(now)
    refuse_missing(held, today)
    move(held, State.ACTIVE, now=now)
    _give_role(held.person, today)
    facts.record(ACTIVATED, held, now=now, by=str(by.pk))
    notices.tell_active(held, now=now)
    return held


@transaction.atomic
def give_late_roles(*, now: datetime) -> int:
    """Give the role to volunteers whose access was opened after they had begun, and say to how many."""
    today = timezone.localdate(now)
    held = Role.objects.filter(user=OuterRef("person__account"), kind=RoleKind.VOLUNTEER).held_on(today)
    ours = Volunteer.objects.for_everyone(reason=ACTING).filter(state__in=(State.ACTIVE, State.PAUSED))
    late = ours.filter(~Exists(held), person__account__isnull=False).select_related("person__account")
    rows = list(late.order_by("pk").select_for_update(of=("self",), skip_locked=True))
    for row in rows:
        _give_role(row.person, today)
    return len(rows)


def refuse_missing(held: Volunteer, today: date) -> None:
    """Raise PathError with a sentence for each thing without which they are not active."""
    if found := missing(held, today):
        raise PathError(*found)


def missing(volunteer: Volunteer, today: date) -> list[str]:
    """What is still missing, a sentence each; empty for who may become active."""
    return [*_of_the_path(volunteer, today), *_of_who_is_young(volunteer, today)]


def _of_the_path(volunteer: Volunteer, today: date) -> Iterator[str]:
    if volunteer.met_on is None:
        yield _("Manca il colloquio.")
    if volunteer.agreed_at is None:
        yield _("Manca l'accordo di volontariato.")
    elif volunteer.agreed_until is not None and volunteer.agreed_until <= today:
        yield _("L'accordo di volontariato è scaduto: va letto e accettato di nuovo.")
    if not is_enrolled(volunteer.person, today):
        yield _("Manca l'iscrizione nel registro dei volontari.")
    if not is_covered(volunteer.person, today):
        yield _("Manca l'assicurazione per infortuni, malattia e danni ad altri.")
    paid, until = volunteer.paid_from, volunteer.paid_until
    if paid is not None and paid <= today and (until is None or until > today):
        yield _("Chi è pagato dall'ente non può esserne volontario.")


def _of_who_is_young(volunteer: Volunteer, today: date) -> Iterator[str]:
    age = volunteer.person.age_on(today)
    if age is None:
        yield _("Manca la data di nascita.")
    elif age < YOUNGEST:
        yield _("Si comincia a %d anni.") % YOUNGEST
    elif age < ADULT_AGE:
        if not consenting.agrees(volunteer.person, PURPOSE):
            yield _("Prima dei 18 anni serve il consenso di chi ne risponde: manca.")
        if volunteer.parent_met_on is None:
            yield _("Prima dei 18 anni sentiamo chi ne risponde: non è ancora successo.")


def is_enrolled(person: Person, day: date) -> bool:
    """LR-V1: whether they are in the register on `day`."""
    entries = RegisterEntry.objects.for_everyone(reason=ACTING).filter(person=person)
    return entries.open_on(day).exists()


def is_covered(person: Person, day: date) -> bool:
    """Whether insurance for all three harms holds after `day`; turns ask by themselves whether it holds on theirs."""
    lasting = covers_of(person).filter(Q(ends_on=None) | Q(ends_on__gt=day), policy__ends_on__gt=day)
    whole = {f"policy__covers_{harm}": True for harm in ("accidents", "illness", "liability")}
    return lasting.filter(**whole).exists()


def _give_role(person: Person, today: date) -> None:
    """The role reaches nobody's data: it says only that they are a volunteer."""
    if person.account is None:
        return
    held = Role.objects.filter(user=person.account, kind=RoleKind.VOLUNTEER).held_on(today)
    if not held.exists():
        Role.objects.create(user=person.account, kind=RoleKind.VOLUNTEER, starts_on=today)
