"""Bring the definitions of the indicators from their files to the database; a changed one becomes another version."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from governance.models import IndicatorDefinition, IndicatorTarget
from networking.models import Goal, ProgrammePoint

FOLDER = Path(__file__).parent / "definitions"


def load_definitions() -> tuple[int, int]:
    """Add the versions and the targets that are in the files and not yet there; how many of each.

    A version that was read stays as it is: to change an indicator the file says another `version` and `changed_because`,
    and the database refuses anything else.
    """
    goals = {goal.sdg_number: goal for goal in Goal.objects.all()}
    points = {point.number: point for point in ProgrammePoint.objects.all()}
    definitions = targets = 0
    with transaction.atomic():
        for written in in_files():
            wanted = written.pop("targets", [])
            code = written["code"]
            given = written | {
                "goal": goals.get(written.get("goal", 0)),
                "point": points.get(written.get("point", 0)),
            }
            definitions += _save(given)
            targets += sum(_aim(code, each) for each in wanted)
    return definitions, targets


def in_files() -> list[dict[str, Any]]:
    """The indicators as the files say them, in the order of the codes."""
    files = (tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml"))
    return sorted(
        (each for file in files for each in file["indicator"]),
        key=lambda each: (each["code"], each.get("version", 1)),
    )


def _save(given: dict[str, Any]) -> int:
    """1 where the version is new or says something else than it did."""
    version = {"code": given["code"], "version": given.get("version", 1)}
    wanted = IndicatorDefinition(**given)
    wanted.full_clean(validate_unique=False, validate_constraints=False)
    there = IndicatorDefinition.objects.filter(**version).first()
    if there is None:
        wanted.save(force_insert=True)
        return 1
    names = [field.attname for field in IndicatorDefinition._meta.concrete_fields if not field.primary_key]
    if all(getattr(there, name) == getattr(wanted, name) for name in names):
        return 0
    wanted.pk = there.pk
    wanted.save(force_update=True)
    return 1


def _aim(code: str, given: dict[str, Any]) -> int:
    days = {"first_day": date(given["year"], 1, 1), "last_day": date(given["year"], 12, 31)}
    if IndicatorTarget.objects.filter(code=code, **days, zone=None, comune=None).exists():
        return 0
    IndicatorTarget.objects.create(
        code=code, **days, value=given["value"], reason=given["reason"], set_at=timezone.now()
    )
    return 1
