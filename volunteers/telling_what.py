"""What a volunteer tells of what they can do, in which languages, and what they would rather do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from .models import Preference, Volunteer, VolunteerLanguage, VolunteerSkill

if TYPE_CHECKING:
    from collections.abc import Collection

    from .models.availability import SaidQuerySet

REASON = "whoever asks wrote it of themselves: the page began from their own row"
Said = dict[int, int]


def skills_of(volunteer: Volunteer) -> Said:
    """The level that they say they have, by the id of the skill."""
    return dict(_of(VolunteerSkill, volunteer).values_list("skill_id", "level"))


def languages_of(volunteer: Volunteer) -> list[int]:
    """The ids of the languages in which they can help."""
    return list(_of(VolunteerLanguage, volunteer).values_list("language_id", flat=True))


def likings_of(volunteer: Volunteer) -> Said:
    """How much they would like each kind of help, by its id."""
    return dict(_of(Preference, volunteer).values_list("kind_id", "liking"))


@transaction.atomic
def tell(volunteer: Volunteer, *, skills: Said, languages: Collection[int], likings: Said) -> None:
    """Write all of it; what is no longer said goes.

    What stays as it was keeps how staff know it; of a level that changes nobody knows it any more.
    """
    # Two windows of one person write one after the other.
    Volunteer.objects.for_everyone(reason=REASON).select_for_update().get(pk=volunteer.pk)
    _keep(VolunteerSkill, volunteer, "skill_id", skills, "level", evidence="")
    _keep(Preference, volunteer, "kind_id", likings, "liking")
    known = set(languages_of(volunteer))
    _of(VolunteerLanguage, volunteer).exclude(language_id__in=languages).delete()
    VolunteerLanguage.objects.bulk_create(
        VolunteerLanguage(volunteer=volunteer, language_id=each) for each in languages if each not in known
    )


@transaction.atomic
def know(volunteer: Volunteer, *, skills: dict[int, str], languages: dict[int, str]) -> None:
    """Write how staff know what `volunteer` told, by the id of each row of theirs."""
    Volunteer.objects.for_everyone(reason=REASON).select_for_update().get(pk=volunteer.pk)
    for model, known in ((VolunteerSkill, skills), (VolunteerLanguage, languages)):
        for pk, evidence in known.items():
            _of(model, volunteer).filter(pk=pk).update(evidence=evidence.strip())


def _keep(model: Any, volunteer: Volunteer, key: str, said: Said, column: str, **anew: Any) -> None:
    rows = {getattr(row, key): row for row in _of(model, volunteer)}
    _of(model, volunteer).exclude(**{f"{key}__in": said}).delete()
    for about, value in said.items():
        if about not in rows:
            model.objects.bulk_create([model(volunteer=volunteer, **{key: about, column: value})])
        elif getattr(rows[about], column) != value:
            _of(model, volunteer).filter(pk=rows[about].pk).update(**{column: value}, **anew)


def _of(model: Any, volunteer: Volunteer) -> SaidQuerySet:
    said: SaidQuerySet = model.objects.for_everyone(reason=REASON).filter(volunteer=volunteer).order_by()
    return said
