"""Why a copy is not made or not put back, in words for whoever is at the keyboard."""


class SafekeepingError(Exception):
    """What went wrong and what to do, in Italian."""
