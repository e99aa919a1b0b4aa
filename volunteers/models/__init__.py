"""The tables of volunteering."""

from .assignments import LIVE, Assignment
from .availability import AvailabilityException, AvailabilityRule, PartOfDay, Weekday
from .help_requests import HelpRequest, Priority
from .insurance import InsuranceCover, InsurancePolicy
from .kinds import HelpKind
from .register import READ_REGISTER, Register, RegisterEntry, RegisterSection
from .skills import Level, Preference, Skill, VolunteerLanguage, VolunteerSkill
from .volunteers import COORDINATE, Volunteer

__all__ = [
    "COORDINATE",
    "LIVE",
    "READ_REGISTER",
    "Assignment",
    "AvailabilityException",
    "AvailabilityRule",
    "HelpKind",
    "HelpRequest",
    "InsuranceCover",
    "InsurancePolicy",
    "Level",
    "PartOfDay",
    "Preference",
    "Priority",
    "Register",
    "RegisterEntry",
    "RegisterSection",
    "Skill",
    "Volunteer",
    "VolunteerLanguage",
    "VolunteerSkill",
    "Weekday",
]
