"""Volunteering in `/gestione/`."""

from . import skills

__all__ = ["skills"]
