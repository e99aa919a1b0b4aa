"""When the volunteers can, what they are good at, what they would rather do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from networking.demo import DEMONSTRATION
from services.models import Language

from ..models import (
    AvailabilityException,
    AvailabilityRule,
    HelpKind,
    PartOfDay,
    Preference,
    Skill,
    VolunteerLanguage,
    VolunteerSkill,
    Weekday,
)

if TYPE_CHECKING:
    from laboratories.demo.drawing import Draw

    from ..models import Volunteer
    from .people import Crew

AWAY, SPEAKS = 0.12, 0.25
EVIDENCE = ("insegnante in pensione", "lo fa di mestiere", "visto in laboratorio", "", "")


def make(draw: Draw, crew: Crew) -> None:
    """What everybody who helps has told."""
    skills, kinds = list(Skill.objects.order_by("slug")), list(HelpKind.objects.order_by("slug"))
    languages = list(Language.objects.exclude(code="it").order_by("code"))
    for made, model in (
        (_weeks, AvailabilityRule),
        (_away, AvailabilityException),
    ):
        rows = [row for each in crew.helpers() for row in made(draw, each)]
        model.objects.for_everyone(reason=DEMONSTRATION).bulk_create(rows)
    for model, field, values, most in (
        (VolunteerSkill, "skill", skills, 3),
        (Preference, "kind", kinds, 3),
    ):
        rows = [
            model(volunteer=each, **{field: value}, **_how_much(draw, model))
            for each in crew.helpers()
            for value in draw.sample(values, draw.randint(0, most))
        ]
        model.objects.for_everyone(reason=DEMONSTRATION).bulk_create(rows)
    VolunteerLanguage.objects.for_everyone(reason=DEMONSTRATION).bulk_create(
        VolunteerLanguage(volunteer=each, language=draw.choice(languages))
        for each in crew.helpers()
        if draw.often(SPEAKS)
    )


def _how_much(draw: Draw, model: type) -> dict[str, object]:
    if model is Preference:
        return {"liking": draw.choice((-1, 1, 1, 2))}
    return {"level": draw.randint(1, 3), "evidence": draw.choice(EVIDENCE)}


def _weeks(draw: Draw, volunteer: Volunteer) -> list[AvailabilityRule]:
    """From two to five parts of the week."""
    parts = [(day, part) for day in list(Weekday)[:6] for part in PartOfDay]
    return [
        AvailabilityRule(volunteer=volunteer, weekday=day, part=part, valid_from=volunteer.met_on)
        for day, part in draw.sample(parts, draw.randint(2, 5))
    ]


def _away(draw: Draw, volunteer: Volunteer) -> list[AvailabilityException]:
    """Some are away for a while."""
    if not draw.often(AWAY):
        return []
    first = draw.day + timedelta(days=draw.randint(1, 25))
    last = first + timedelta(days=draw.randint(2, 14))
    return [AvailabilityException(volunteer=volunteer, first_day=first, last_day=last)]
