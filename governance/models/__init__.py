"""The tables of governance."""

from .bodies import KEEP_BOOKS, Body, Mandate
from .body_rules import BodyRule, MatterRule
from .convocations import Convocation, Delivery, Summons
from .decisions import Decision, DecisionSeries
from .meetings import AgendaDocument, AgendaItem, Meeting
from .members import KEEP_MEMBERS, Member

__all__ = [
    "KEEP_BOOKS",
    "KEEP_MEMBERS",
    "AgendaDocument",
    "AgendaItem",
    "Body",
    "BodyRule",
    "Convocation",
    "Decision",
    "DecisionSeries",
    "Delivery",
    "Mandate",
    "MatterRule",
    "Meeting",
    "Member",
    "Summons",
]
