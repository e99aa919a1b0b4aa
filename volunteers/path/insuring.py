"""Insurance for somebody: from the day after they are in the register, as far as the policy reaches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networking import facts
from volunteers.models import InsuranceCover, RegisterEntry

from .refusing import ACTING, OPEN, PathError, hold_in, refuse_own

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from networking.models import Person, User
    from volunteers.models import InsurancePolicy
    from volunteers.models.insurance import InsuranceCoverQuerySet
    from volunteers.models.register import RegisterEntryQuerySet

INSURED = "volunteers.path_insured"
A_DAY = timedelta(days=1)


@transaction.atomic
def insure(
    volunteer: UUID, policy: InsurancePolicy, *, starts_on: date, by: User, now: datetime
) -> InsuranceCover:
    """Cover them with `policy` from `starts_on` until it ends.

    LR-V3: not before the day after the enrolment (the repealed decree of 1992 had it begin at midnight of that day).
    Raises PathError.
    """
    held = hold_in(volunteer, OPEN)
    refuse_own(held.person, by)
    if why := why_not_from(held.person, starts_on):
        raise PathError(why)
    if not policy.starts_on <= starts_on < policy.ends_on:
        raise PathError(_("Quel giorno la polizza non vale."))
    if covers_of(held.person).filter(policy=policy, ends_on=None).exists():
        raise PathError(_("Questa polizza la copre già."))
    made = InsuranceCover.objects.create(person=held.person, policy=policy, starts_on=starts_on)
    facts.record(INSURED, held, now=now, cover=made.pk, by=str(by.pk))
    return made


@transaction.atomic
def follow_list(
    volunteer: UUID,
    policy: InsurancePolicy,
    *,
    starts_on: date,
    ends_on: date | None,
    by: User,
    now: datetime,
) -> bool:
    """Cover them as who insures says, until `ends_on` or, without it, as long as the policy; whether it was news.

    Ending a cover sooner suspends, at once, the turns that it no longer covers. Raises PathError.
    """
    held = hold_in(volunteer, OPEN)
    refuse_own(held.person, by)
    same = covers_of(held.person).filter(policy=policy, starts_on=starts_on).first()
    if same is not None and same.ends_on == ends_on:
        return False
    cover = same or insure(volunteer, policy, starts_on=starts_on, by=by, now=now)
    cover.ends_on = ends_on
    cover.save(update_fields=["ends_on"])
    return True


def why_not_from(person: Person, starts_on: date) -> str:
    """LR-V3 in a sentence: why nobody can cover `person` from that day; empty where one can."""
    earliest = first_day(person)
    if earliest is None:
        return _("Prima l'iscrizione nel registro: l'assicurazione parte dal giorno dopo.")
    if starts_on < earliest:
        day = date_format(earliest, "j F Y")
        return _("L'assicurazione parte dal giorno dopo l'iscrizione: dal %s.") % day
    return ""


def first_day(person: Person) -> date | None:
    """The first day on which insurance may begin; None for who is not in the register."""
    entry = enrolments_of(person).order_by("effective_on").first()
    return entry.effective_on + A_DAY if entry else None


def enrolments_of(person: Person) -> RegisterEntryQuerySet:
    """The enrolments of `person` that have not ceased, also those of days to come."""
    entries = RegisterEntry.objects.for_everyone(reason=ACTING)
    ceased = entries.filter(event=RegisterEntry.Event.CESSATION, about__isnull=False).values("about")
    return entries.filter(person=person, event=RegisterEntry.Event.ENROLMENT).exclude(pk__in=ceased)


def covers_of(person: Person) -> InsuranceCoverQuerySet:
    """The covers of `person`, whatever their days."""
    return InsuranceCover.objects.for_everyone(reason=ACTING).filter(person=person)
