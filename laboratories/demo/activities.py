"""What the demonstration offers: read from a file, and written as it says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from networking.demo_people import INVENTED
from networking.models import Action, StaffPolicy
from networking.rules import ADULT_AGE
from services.models import Organization

from ..models import Activity
from .venues import ORGANIZATION_OF_ZONE

if TYPE_CHECKING:
    from .drawing import Draw

ACTIVITIES = Path(__file__).parent / "activities.toml"
OLDEST = 120


def read_activities() -> list[dict[str, Any]]:
    """What the file says, activity by activity."""
    return tomllib.loads(ACTIVITIES.read_text(encoding="utf-8"))["activity"]


def ensure_activities(draw: Draw) -> dict[str, Activity]:
    """Each activity by its slug of the file."""
    policies = {policy.slug: policy for policy in StaffPolicy.objects.all()}
    organizations = {each.slug: each for each in Organization.objects.filter(is_demo=True)}
    actions = {action.code: action for action in Action.objects.all()}
    made = {}
    for number, fact in enumerate(read_activities()):
        least, most = fact["ages"]
        grades = fact.get("grades", (None, None))
        made[fact["slug"]] = Activity.objects.create(
            kind=fact["kind"],
            audience=fact["audience"],
            subject=fact.get("subject", ""),
            title=f"{fact['title']} (esempio)",
            slug=f"{fact['slug']}-esempio",
            summary=fact["summary"],
            description=f"{fact['description']}\n\n{INVENTED}",
            to_bring=fact.get("to_bring", ""),
            min_age=least or None,
            max_age=most if most < OLDEST else None,
            min_grade=grades[0],
            max_grade=grades[1],
            organization=organizations[ORGANIZATION_OF_ZONE[(6, 8, 9)[number % 3]]],
            policy=policies["minori" if least < ADULT_AGE else "adulti"],
            yearly_limit=fact.get("yearly_limit"),
            grants=fact.get("grants", ""),
            grants_months=fact.get("grants_months"),
            published_at=draw.long_ago,
        )
        made[fact["slug"]].actions.set([actions[code] for code in fact["actions"]])
    return made
