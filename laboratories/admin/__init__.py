"""Activities in `/gestione/`."""

from . import activities, certificates, closures, cycles, sessions, venues

__all__ = ["activities", "certificates", "closures", "cycles", "sessions", "venues"]
