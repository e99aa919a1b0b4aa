"""What expires: thirty days before, seven before, and on the day, told once each to the volunteer and who coordinates."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from networking.models import Credential
from volunteers.models import Assignment, HelpRequest, InsuranceCover, Volunteer
from volunteers.notices import expiries as notices

if TYPE_CHECKING:
    from datetime import date, datetime

    from networking.models.credentials import CredentialQuerySet
    from volunteers.models.volunteers import VolunteerQuerySet

TELLING = "che cosa scade, a chi riguarda e a chi coordina"
AHEAD = timedelta(days=30)
# The last step is still told some days after, when the worker was off.
STEPS = (0, 7, 30)
STILL_TOLD = timedelta(days=7)
# What somebody has done so long ago is what they usually do.
USUALLY = timedelta(days=180)
CAME = (Assignment.State.ACCEPTED, Assignment.State.DONE)


class Expiring(NamedTuple):
    """Something of `volunteer` that is good until `on`, that day not included; about themselves: their agreement."""

    volunteer: Volunteer
    about: Credential | InsuranceCover | Volunteer
    on: date


def expiring(people: VolunteerQuerySet, *, first: date, last: date) -> list[Expiring]:
    """What of the active among `people` ends from `first` to `last` and has no successor, the next first.

    Two questions, and one for the people, however many they are.
    """
    active = {each.person_id: each for each in people.active().select_related("person__comune")}
    credentials = _credentials(first, last).filter(person__in=people.active().values("person"))
    covers = _covers(first, last).filter(person__in=people.active().values("person"))
    found = [Expiring(active[row.person_id], row, row.expires_on) for row in credentials if row.expires_on]
    found += [Expiring(active[row.person_id], row, row.over_on) for row in covers]
    agreed = [(each, each.agreed_until) for each in active.values()]
    found += [Expiring(each, each, on) for each, on in agreed if on is not None and first <= on <= last]
    return sorted(found, key=lambda each: (each.on, str(each.volunteer), str(each.about.pk)))


@transaction.atomic
def tell(*, now: datetime) -> int:
    """Tell whom it concerns of everything that expires. How much was new."""
    today = timezone.localdate(now)
    everyone = Volunteer.objects.for_everyone(reason=TELLING)
    found = expiring(everyone, first=today - STILL_TOLD, last=today + AHEAD)
    return sum(notices.tell_expiring(each, step=step_of(each.on, today), now=now) for each in found)


def step_of(on: date, today: date) -> int:
    """Which of the three times it is: thirty days before, seven before, on the day."""
    return next((step for step in STEPS if (on - today).days <= step), STEPS[-1])


def turns_to_cover(volunteer: Volunteer, credential: Credential, *, now: datetime) -> list[HelpRequest]:
    """The turns with holes that `volunteer` usually does, and will not be able to from the day `credential` ends.

    Nobody is missing there yet: this is where to look for somebody before they are.
    """
    if credential.expires_on is None:
        return []
    since = timezone.localdate(now) - USUALLY
    usual = Assignment.objects.for_everyone(reason=TELLING).filter(
        volunteer=volunteer,
        state__in=CAME,
        request__local_date__gte=since,
        request__kind=OuterRef("kind"),
        request__comune=OuterRef("comune"),
    )
    turns = HelpRequest.objects.open(now).with_holes().filter(local_date__gte=credential.expires_on)
    needing = turns.filter(Exists(usual), kind__needed__contains=[credential.kind])
    return list(needing.select_related("comune", "kind"))


def _credentials(first: date, last: date) -> CredentialQuerySet:
    everyone = Credential.objects.for_everyone(reason=TELLING)
    good = everyone.filter(granted_on__isnull=False, revoked_at=None)
    later = good.filter(person=OuterRef("person"), kind=OuterRef("kind"))
    later = later.filter(Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")))
    return good.filter(~Exists(later), expires_on__range=(first, last))


def _covers(first: date, last: date):  # type: ignore[no-untyped-def]
    everyone = InsuranceCover.objects.for_everyone(reason=TELLING).annotate(
        over_on=Least(Coalesce(F("ends_on"), F("policy__ends_on")), F("policy__ends_on"))
    )
    later = everyone.filter(person=OuterRef("person"), over_on__gt=OuterRef("over_on"))
    return everyone.filter(~Exists(later), over_on__range=(first, last)).select_related("policy")
