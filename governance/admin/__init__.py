"""Governance in `/gestione/`."""

from . import bodies, member_books

__all__ = ["bodies", "member_books"]
