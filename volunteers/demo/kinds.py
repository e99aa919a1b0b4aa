"""The kinds of help of the demonstration, what each asks, and what a volunteer may be good at."""

from __future__ import annotations

import tomllib
from pathlib import Path

from networking.models import CredentialPolicy

from ..models import HelpKind, Skill

FILE = Path(__file__).parent / "kinds.toml"


def make() -> None:
    """Write what the file says."""
    facts = tomllib.loads(FILE.read_text(encoding="utf-8"))
    HelpKind.objects.bulk_create(HelpKind(**fact) for fact in facts["kind"])
    Skill.objects.bulk_create(Skill(slug=slug, name=name) for slug, name in facts["skills"])
    for fact in facts["policy"]:
        CredentialPolicy.objects.get_or_create(kind=fact.pop("kind"), defaults=fact)
