"""Governance in `/gestione/`."""

from . import bodies

__all__ = ["bodies"]
