"""A row of the person's in each table of volunteering, to be marked."""

from datetime import date, time, timedelta

from django.utils import timezone

from networking.models import Comune
from services.models import Language
from tests import expenses, factories, volunteering
from volunteers.models import (
    AvailabilityException,
    AvailabilityRule,
    Companionship,
    CompanionshipNote,
    CompanionshipWish,
    ExpenseClaim,
    HoursCertificate,
    HoursLog,
    InsuranceCover,
    Preference,
    Referral,
    Register,
    RegisterEntry,
    RegisterSection,
    Skill,
    Thanks,
    Volunteer,
    VolunteerLanguage,
    VolunteerSkill,
)

DAY = date(2026, 12, 1)
A_DAY = timedelta(days=1)
BEFORE_MARKS = date(1931, 1, 1)


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
    """Of who was in a register before all the days that marks are."""
    register = Register.objects.create(organization=factories.organization(), opened_on=BEFORE_MARKS)
    section = RegisterSection.objects.create(register=register, kind="occasional")
    volunteering.line(cast.person, section=section, effective_on=BEFORE_MARKS)
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


def _pair(cast):
    """One that has ended: only of that one there is every day."""
    return Companionship(
        person=cast.person,
        volunteer=volunteering.candidate(),
        kind=volunteering.kind(is_with_frail_people=True),
        form="visit",
        weekday=2,
        local_start=time(16),
        local_end=time(17),
        alert_after_days=14,
        state="ended",
    )


def _kept_pair(cast):
    pair = _pair(cast)
    pair.started_on = pair.ended_on = DAY
    pair.save()
    return pair


def _expense(cast):
    """Under the ente in whose register the person is."""
    volunteer = _volunteer(cast)
    line = RegisterEntry.objects.for_everyone(reason="prova").filter(person=cast.person).first()
    decision = expenses.decision(organization=line.section.register.organization)
    return ExpenseClaim(
        person=volunteer.person,
        item=expenses.item(decision=decision),
        activity=decision.activities.get(),
        kind="self_declared",
        day=timezone.localdate(),
        amount=5,
        handed_in_at=timezone.now(),
        handed_in_by=cast.user,
    )


def _came(cast):
    """A turn of theirs that is over."""
    turn = volunteering.request(Comune.objects.order_by("pk").first(), local_date=timezone.localdate())
    return volunteering.assign(_volunteer(cast), turn)


OF_VOLUNTEERS = {
    "volunteers.HoursLog": lambda cast: HoursLog(
        assignment=_came(cast), state="declared", minutes_declared=60, declared_at=timezone.now() + A_DAY
    ),
    "volunteers.HoursCertificate": lambda cast: HoursCertificate(
        volunteer=_volunteer(cast),
        number="0123456789ABCDEF",
        first_day=DAY,
        last_day=DAY,
        minutes=60,
        turns=1,
        issued_at=timezone.now(),
    ),
    "volunteers.ExpenseClaim": _expense,
    "volunteers.Thanks": lambda cast: Thanks(
        volunteer=_volunteer(cast), occasion="personal", by=cast.staff, thanked_at=timezone.now()
    ),
    "volunteers.Companionship": _pair,
    "volunteers.CompanionshipNote": lambda cast: CompanionshipNote(
        companionship=_kept_pair(cast), how="visit", going="well", by=cast.staff, written_at=timezone.now()
    ),
    "volunteers.CompanionshipWish": lambda cast: CompanionshipWish(
        person=cast.person,
        comune=Comune.objects.first(),
        state="paired",
        answered_by=cast.staff,
        asked_at=timezone.now(),
        answered_at=timezone.now(),
    ),
    "volunteers.Referral": lambda cast: Referral(
        person=cast.person,
        source="desk",
        made_at=timezone.now(),
        service=factories.service(),
        agreed_by=cast.person,
        agreed_through="spoken",
        made_by=cast.staff,
        outcome="helped",
    ),
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
