"""What a volunteer tells of when they can: their usual week, how much, the days that are different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from .models import AvailabilityException, AvailabilityRule, Volunteer

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from datetime import date

    from networking.models import User
    from volunteers.models.availability import SaidQuerySet

REASON = "whoever asks wrote it of themselves: the page began from their own row"
LIMITS = ("max_travel_minutes", "max_hours_a_week", "max_turns_a_month")
# Who has stopped, or was not taken, offers no hours.
GONE = (Volunteer.State.ENDED, Volunteer.State.REFUSED)
Part = tuple[int, str]


def own(user: User) -> Volunteer | None:
    """The volunteer that `user` is; None for who is not one."""
    mine = Volunteer.objects.visible_to(user).filter(person__account=user).exclude(state__in=GONE)
    return mine.first()


def usual_week(volunteer: Volunteer) -> set[Part]:
    """The parts of the weekdays (1–7) in which they are usually free, with no last day."""
    return set(_open(volunteer).values_list("weekday", "part"))


def days_to_come(volunteer: Volunteer, *, today: date) -> list[AvailabilityException]:
    """The different days that are not over, the first one first."""
    said = AvailabilityException.objects.for_everyone(reason=REASON).filter(volunteer=volunteer)
    return list(said.filter(last_day__gte=today).order_by("first_day", "id"))


@transaction.atomic
def tell(volunteer: Volunteer, *, week: AbstractSet[Part], today: date) -> None:
    """Write the limits that `volunteer` carries, and that from `today` their usual week is `week`.

    What has a last day was agreed with who coordinates, and stays.
    """
    # Two windows of one person write one after the other.
    Volunteer.objects.for_everyone(reason=REASON).select_for_update().get(pk=volunteer.pk)
    volunteer.save(update_fields=LIMITS)
    known = {(rule.weekday, rule.part): rule.pk for rule in _open(volunteer)}
    gone = [pk for part, pk in known.items() if part not in week]
    _open(volunteer).filter(pk__in=gone).delete()
    AvailabilityRule.objects.bulk_create(
        AvailabilityRule(volunteer=volunteer, weekday=weekday, part=part, valid_from=today)
        for weekday, part in sorted(week - known.keys())
    )


def add_days(days: AvailabilityException) -> None:
    """Write days that are different; said a second time, the last word holds."""
    AvailabilityException.objects.for_everyone(reason=REASON).update_or_create(
        volunteer=days.volunteer,
        first_day=days.first_day,
        last_day=days.last_day,
        part=days.part,
        defaults={"is_available": days.is_available},
    )


def _open(volunteer: Volunteer) -> SaidQuerySet:
    return AvailabilityRule.objects.for_everyone(reason=REASON).filter(volunteer=volunteer, valid_to=None)
