"""The volunteers of the demonstration: two hundred and fifty, a year behind and a month ahead. All invented.

The same on every machine for the same day. Built once: what a visitor has changed since then stays.
"""

from .building import build

__all__ = ["build"]
