"""Volunteering in `/gestione/`."""

from . import insurance, skills, turns

__all__ = ["insurance", "skills", "turns"]
