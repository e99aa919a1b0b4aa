"""The clock's doors of volunteering: each makes one call."""

from celery import shared_task
from django.utils import timezone

from volunteers import thanking
from volunteers.asking import checks, sessions, teams
from volunteers.companions import watching
from volunteers.credentials import expiring
from volunteers.notices import hours
from volunteers.path import activating
from volunteers.referrals import reminding
from volunteers.turns import looking


@shared_task
def look_after_turns() -> dict[str, int]:
    """End invitations, suspend who may no longer, tell and remind."""
    return looking.look_after(now=timezone.now())


@shared_task
def give_late_roles() -> int:
    """Give the role to who has had an access only after beginning."""
    return activating.give_late_roles(now=timezone.now())


@shared_task
def tell_expiring() -> int:
    """Tell of credentials and covers that end."""
    return expiring.tell(now=timezone.now())


@shared_task
def look_after_companions() -> dict[str, int]:
    """Plan the meetings of pairs, end and begin again, notice silences."""
    return watching.look_after(now=timezone.now())


@shared_task
def remind_of_referrals() -> int:
    """Ask how the referrals of two weeks ago ended."""
    return reminding.remind(now=timezone.now())


@shared_task
def say_thanks() -> dict[str, int]:
    """Thank whoever is to be thanked today."""
    return thanking.look_after(now=timezone.now())


@shared_task
def ask_for_hours() -> int:
    """Ask how long yesterday's turns were."""
    return hours.tell_to_say(now=timezone.now())


@shared_task
def look_after_requests() -> dict[str, int]:
    """Ask for what sessions and sheets need, and tell of the turns to which too few come."""
    now = timezone.now()
    return {
        **sessions.follow_sessions(now=now),
        "checks": checks.ask_for_checks(now=now),
        "too_few": teams.tell_too_few(now=now),
    }
