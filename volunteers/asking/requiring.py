"""What a turn asks of who comes: the skills, how well, and the languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from volunteers.models import RequiredLanguage, RequiredSkill

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from volunteers.models import HelpRequest


class Requirements(NamedTuple):
    """The level asked (1–3) by the id of each skill, and the ids of the languages."""

    skills: Mapping[int, int] = {}
    languages: Collection[int] = ()


def required_by(turn: HelpRequest) -> Requirements:
    """What `turn` asks today."""
    skills = RequiredSkill.objects.filter(request=turn).order_by()
    languages = RequiredLanguage.objects.filter(request=turn).order_by()
    return Requirements(
        dict(skills.values_list("skill", "level")), list(languages.values_list("language", flat=True))
    )


def require(turn: HelpRequest, wanted: Requirements) -> None:
    """Write, in the caller's transaction, that `turn` asks what is in `wanted` and nothing else.

    Whoever does not have it any more gives way at once: a trigger looks at them again.
    """
    now = required_by(turn)
    RequiredSkill.objects.filter(request=turn).exclude(skill__in=wanted.skills).delete()
    RequiredLanguage.objects.filter(request=turn).exclude(language__in=wanted.languages).delete()
    for skill, level in wanted.skills.items():
        if now.skills.get(skill) != level:
            RequiredSkill.objects.update_or_create(request=turn, skill_id=skill, defaults={"level": level})
    RequiredLanguage.objects.bulk_create(
        RequiredLanguage(request=turn, language_id=each)
        for each in wanted.languages
        if each not in now.languages
    )
