"""Activities in `/gestione/`."""

from . import activities, certificates, closures, venues

__all__ = ["activities", "certificates", "closures", "venues"]
