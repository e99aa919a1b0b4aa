"""A row of the person's in each table of volunteering, to be marked."""

from datetime import date

from networking.models import Comune
from services.models import Language
from tests import factories, volunteering
from volunteers.models import (
    AvailabilityException,
    AvailabilityRule,
    InsuranceCover,
    Preference,
    Register,
    RegisterEntry,
    RegisterSection,
    Skill,
    Volunteer,
    VolunteerLanguage,
    VolunteerSkill,
)

DAY = date(2026, 12, 1)


def _volunteer(cast):
    """The one that the person is; made the first time that a table asks."""
    known = Volunteer.objects.for_everyone(reason="prova").filter(person=cast.person).first()
    return known or volunteering.able(cast.person)


def _who_has_ended(cast):
    """Only of who has ended there is a day on which they did."""
    volunteer = _volunteer(cast)
    volunteer.state = Volunteer.State.ENDED
    return volunteer


def _cover(cast):
    return InsuranceCover(person=cast.person, policy=volunteering.policy(), starts_on=DAY)


def _turn(cast):
    """Of somebody who could take it then; what is marked afterwards suspends it."""
    type(cast.person)._base_manager.filter(pk=cast.person.pk).update(birth_date=date(1980, 3, 4))
    return volunteering.assign(_volunteer(cast), volunteering.request(Comune.objects.first()), by=cast.user)


def _line(cast):
    """In the register of another ente: in that of the turn they are already."""
    register = Register.objects.create(organization=factories.organization(), opened_on=DAY)
    return RegisterEntry(
        person=cast.person,
        section=RegisterSection.objects.create(register=register, kind="occasional"),
        event="enrolment",
        effective_on=DAY,
        recorded_by=cast.user,
    )


OF_VOLUNTEERS = {
    "volunteers.RegisterEntry": _line,
    "volunteers.Volunteer": _who_has_ended,
    "volunteers.InsuranceCover": _cover,
    "volunteers.Assignment": _turn,
    "volunteers.AvailabilityRule": lambda cast: AvailabilityRule(
        volunteer=_volunteer(cast), weekday=2, part="morning", valid_from=DAY
    ),
    "volunteers.AvailabilityException": lambda cast: AvailabilityException(
        volunteer=_volunteer(cast), first_day=DAY, last_day=DAY
    ),
    "volunteers.VolunteerSkill": lambda cast: VolunteerSkill(
        volunteer=_volunteer(cast), skill=Skill.objects.create(slug="matematica", name="Matematica")
    ),
    "volunteers.VolunteerLanguage": lambda cast: VolunteerLanguage(
        volunteer=_volunteer(cast), language=Language.objects.get_or_create(code="ar", name="arabo")[0]
    ),
    "volunteers.Preference": lambda cast: Preference(
        volunteer=_volunteer(cast), kind=volunteering.kind(), liking=2
    ),
}
