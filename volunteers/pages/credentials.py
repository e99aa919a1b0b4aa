"""What somebody has and what is missing, as they read it and as who coordinates them does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from networking.models import Credential
from volunteers.credentials import expiring, standing
from volunteers.models import VolunteerLanguage, VolunteerSkill

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from volunteers.models import HelpRequest, Volunteer

READING = "che cosa sa fare, a chi coordina"


class Credentials(NamedTuple):
    """`until` is the first day without an insurance; `agreed` how the agreement stands; `history` each row with its state."""

    volunteer: Volunteer
    held: list[standing.Standing]
    lacking: list[standing.Lacking]
    until: date | None
    agreed: str
    history: list[tuple[Credential, str]]
    to_cover: list[HelpRequest]


def credentials_of(volunteer: Volunteer, *, now: datetime, is_own: bool) -> Credentials:
    """Of `volunteer`: for themselves, or for who coordinates them, who reads the history too."""
    today = timezone.localdate(now)
    history = standing.history_of(volunteer.person)
    held = standing.standings(history, today=today)
    ending = [] if is_own else [each.credential for each in held if each.state == "soon" and each.credential]
    turns = [turn for each in ending for turn in expiring.turns_to_cover(volunteer, each, now=now)]
    return Credentials(
        volunteer=volunteer,
        held=held,
        lacking=standing.lackings(held),
        until=standing.insured_until(volunteer.person, today=today),
        agreed=standing.agreement_state(volunteer, today=today),
        history=[] if is_own else [(row, standing.state_of(row, today=today)) for row in history],
        to_cover=list({turn.pk: turn for turn in turns}.values()),
    )


def one_of(volunteer: Volunteer, credential: UUID) -> Credential | None:
    """The credential of `volunteer` that may still be revoked; None for somebody else's."""
    rows = Credential.objects.for_everyone(reason=READING)
    return rows.filter(pk=credential, person=volunteer.person_id, revoked_at=None).first()


def told_by(volunteer: Volunteer) -> tuple[list[VolunteerSkill], list[VolunteerLanguage]]:
    """What `volunteer` says that they can do, and in which languages."""
    skills = VolunteerSkill.objects.for_everyone(reason=READING).filter(volunteer=volunteer)
    languages = VolunteerLanguage.objects.for_everyone(reason=READING).filter(volunteer=volunteer)
    return list(skills.select_related("skill")), list(languages.select_related("language"))
