"""Who must be there for a session to be held: how many adults, and what each must have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laboratories.models import Presence, SessionStaff
from networking.models import Credential, CredentialKind, Person, StaffPolicy
from networking.rules import ADULT_AGE, years_before

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from laboratories.models import Session

OPENING = "chi può tenere un incontro"
FOR_MINORS = "minori"
A_PAIR = 2


def missing_for(session: Session) -> list[str]:
    """What is missing for `session` to be held, a sentence for each thing; empty when nothing is.

    Art. 25-bis D.P.R. 313/2002 for who works with minors; the rules themselves are `StaffPolicy`, and the database
    refuses a register that is opened against them (migration 0004).
    """
    adults = _adults(session)
    lacking = _lacking(session, adults)
    said = []
    for policy in _policies(session):
        fit = [adult for adult in adults if not lacking[adult.pk].intersection(policy.needed)]
        if len(fit) < policy.minimum_adults:
            said.append(_how_many(policy, len(fit)))
            said += [
                _who(adult, wanted)
                for adult in adults
                if (wanted := [kind for kind in policy.needed if kind in lacking[adult.pk]])
            ]
    return list(dict.fromkeys(said))


def short_of(sessions: Collection[Session]) -> set[UUID]:
    """The ids of those of `sessions` (with the activity's policy) for which something is missing, as `missing_for` says.

    Three questions and the policy for minors, however many they are.
    """
    adults, minors, for_minors = _adults_of(sessions), _with_minors(sessions), _for_minors()
    people = {person.pk for found in adults.values() for person in found}
    held = Credential.objects.for_everyone(reason=OPENING).filter(
        person__in=people, granted_on__isnull=False, revoked_at__isnull=True
    )
    spans = defaultdict(list)
    for person, kind, since, until in held.values_list("person", "kind", "granted_on", "expires_on"):
        spans[person, kind].append((since, until))

    def holds(person: Person, kind: str, day: date) -> bool:
        return any(since <= day and (until is None or until > day) for since, until in spans[person.pk, kind])

    def is_short(session: Session) -> bool:
        policies = {session.cycle.activity.policy, *(for_minors if session.pk in minors else ())}
        return any(
            sum(
                all(holds(person, kind, session.local_date) for kind in policy.needed)
                for person in adults[session.pk]
            )
            < policy.minimum_adults
            for policy in policies
        )

    return {session.pk for session in sessions if is_short(session)}


def _for_minors() -> list[StaffPolicy]:
    return list(StaffPolicy.objects.filter(slug=FOR_MINORS))


def _adults_of(sessions: Collection[Session]) -> dict[UUID, list[Person]]:
    days = {session.pk: session.local_date for session in sessions}
    found = defaultdict(list)
    for each in SessionStaff.objects.filter(session__in=days).select_related("person"):
        age = each.person.age_on(days[each.session_id])
        if age is None or age >= ADULT_AGE:
            found[each.session_id].append(each.person)
    return found


def _with_minors(sessions: Collection[Session]) -> set[UUID]:
    """Those in which somebody under age that day has a place."""
    days = {session.pk: session.local_date for session in sessions}
    expected = Presence.objects.for_everyone(reason=OPENING).expected().filter(session__in=days)
    born = expected.filter(person__birth_date__isnull=False).values_list("session", "person__birth_date")
    return {pk for pk, birth in born.distinct() if birth > years_before(days[pk], ADULT_AGE)}


def _policies(session: Session) -> list[StaffPolicy]:
    """The activity's rule; and that for minors, where one of them is expected."""
    found = [session.cycle.activity.policy]
    if expects_minors(session) and found[0].slug != FOR_MINORS:
        found += StaffPolicy.objects.filter(slug=FOR_MINORS)
    return found


def expects_minors(session: Session) -> bool:
    """Whether somebody under age that day has a place."""
    expected = Presence.objects.for_everyone(reason=OPENING).expected().filter(session=session)
    births = expected.filter(person__birth_date__isnull=False).values_list("person__birth_date", flat=True)
    return any(Person(birth_date=birth).age_on(session.local_date) < ADULT_AGE for birth in births)


def _adults(session: Session) -> list[Person]:
    """The staff of age; whose birth date nobody has written is taken for one."""
    people = [each.person for each in session.staff.select_related("person").order_by("-role", "id")]
    ages = {person.pk: person.age_on(session.local_date) for person in people}
    return [person for person in people if ages[person.pk] is None or ages[person.pk] >= ADULT_AGE]


def _lacking(session: Session, adults: list[Person]) -> dict[object, set[str]]:
    """What each of `adults` does not have on the day of the session."""
    held = Credential.objects.for_everyone(reason=OPENING).valid_on(session.local_date)
    pairs = set(held.filter(person__in=adults).values_list("person", "kind"))
    return {adult.pk: {kind for kind in CredentialKind if (adult.pk, kind) not in pairs} for adult in adults}


def _how_many(policy: StaffPolicy, found: int) -> str:
    things = " e ".join(str(CredentialKind(kind).label) for kind in policy.needed)
    if found == 1 and policy.minimum_adults == A_PAIR:
        said = _("Serve un secondo adulto")
    else:
        count = policy.minimum_adults - found
        said = ngettext("Serve un adulto", "Servono %(count)d adulti", count) % {"count": count}
    return _("%(who)s con la %(things)s.") % {"who": said, "things": things} if things else f"{said}."


def _who(adult: Person, wanted: list[str]) -> str:
    things = ", ".join(str(CredentialKind(kind).label) for kind in wanted)
    return _("%(person)s: manca, o non vale quel giorno, %(things)s.") % {"person": adult, "things": things}
