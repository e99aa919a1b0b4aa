"""The activities of the demonstration: places, a year behind and three months ahead. All invented.

The same on every machine for the same day. Built once: what a visitor has changed since then stays.
"""

from .building import build

__all__ = ["build"]
