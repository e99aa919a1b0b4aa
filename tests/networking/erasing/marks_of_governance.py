"""A row of the person's in each table of governance, to be marked."""

from datetime import date

from governance.models import Mandate, Meeting
from tests import governing

# What the books of a body go on naming after an erasure (law of books, art. 15 D.Lgs. 117/2017).
HELD_BY_THE_BOOKS = {
    "governance.Mandate",
    "governance.Meeting",
}
OF_GOVERNANCE = {
    "governance.Mandate": lambda cast: Mandate(
        body=governing.body(), person=cast.person, starts_on=date(2026, 1, 1)
    ),
    "governance.Meeting": lambda cast: Meeting(
        body=governing.body(),
        title="x",
        first_call_at=governing.FIRST_CALL,
        chair=cast.person,
        secretary=cast.person,
    ),
}
