"""The bodies of the demonstration: who sits in them, a year of meetings behind and two ahead. All invented.

The same on every machine for the same day. Built once: what a visitor has changed since then stays.
"""

from .building import build

__all__ = ["build"]
