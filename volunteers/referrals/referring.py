"""Writing that somebody was shown the way to a service, and what came of it. Without their yes, nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from networking import facts
from networking.models import Guardianship
from networking.rules import ADULT_AGE
from volunteers.models import Referral

if TYPE_CHECKING:
    from datetime import date, datetime

    from laboratories.models import Session
    from networking.models import Person, User
    from services.models import Service
    from volunteers.models import Companionship

MADE = "volunteers.referral_made"
ACTING = "chi può dire di sì per una persona che chi scrive segue"


class ReferralError(Exception):
    """A referral that cannot be so, in a sentence."""


class Yes(NamedTuple):
    """Who said yes (themselves, or who answers for them), how and when."""

    by: Person
    through: str
    on: date


class Origin(NamedTuple):
    """Where the referral comes from: a pair, the desk (neither of the two), or a session."""

    source: str
    companionship: Companionship | None = None
    session: Session | None = None


def who_may_agree(person: Person, *, today: date) -> list[tuple[Person, str]]:
    """Who may say yes for `person`, each with what they are: an adult themselves, and who answers for them."""
    ties = Guardianship.objects.for_everyone(reason=ACTING).in_force_on(today).filter(child=person)
    found = [(tie.guardian, tie.get_kind_display()) for tie in ties.select_related("guardian")]
    age = person.age_on(today)
    if age is None or age >= ADULT_AGE:
        found.insert(0, (person, _("la persona stessa")))
    return found


def refer(
    person: Person, service: Service, *, reason: str, yes: Yes, origin: Origin, by: User, now: datetime
) -> Referral:
    """Write it. Raises ReferralError where the yes is not of who may say it, or is of a day to come."""
    if yes.on > timezone.localdate(now):
        raise ReferralError(_("Il sì è di un giorno che deve ancora venire."))
    try:
        with transaction.atomic():
            made = Referral.objects.create(
                person=person,
                service=service,
                reason=reason,
                agreed_by=yes.by,
                agreed_through=yes.through,
                agreed_on=yes.on,
                **origin._asdict(),
                made_by=by,
                made_at=now,
            )
            facts.record(MADE, made, now=now)
    except IntegrityError as error:
        if "a_yes_is_of_who_may_say_it" not in str(error):
            raise
        raise ReferralError(_("Può dire di sì la persona, se è adulta, o chi ne risponde.")) from error
    return made


def settle(referral: Referral, *, outcome: str, note: str, now: datetime) -> Referral:
    """Write what came of it; «waiting» takes back what was written by mistake."""
    is_known = outcome != Referral.Outcome.WAITING
    referral.outcome, referral.outcome_note = outcome, note
    referral.outcome_on = timezone.localdate(now) if is_known else None
    referral.save(update_fields=["outcome", "outcome_note", "outcome_on"])
    return referral
