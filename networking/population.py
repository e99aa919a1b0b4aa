"""Who lives in a comune, in words and in bars: pure, from the rows of the census."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from networking.models import PopulationBand

ADULT = 18
ELDERLY = 65


@dataclass(frozen=True)
class Population:
    """The residents of a comune on a day, by age band."""

    bands: tuple[PopulationBand, ...]
    day: date

    @property
    def rows(self) -> list[tuple[str, PopulationBand]]:
        """Each band with its ages in words, the youngest first."""
        return [(age_words(band.age_from, band.age_to), band) for band in self.bands]

    @property
    def total(self) -> int:
        return sum(band.total for band in self.bands)

    @property
    def minors(self) -> int:
        """Those of the bands that end before coming of age."""
        return sum(band.total for band in self.bands if band.age_to is not None and band.age_to < ADULT)

    @property
    def elderly(self) -> int:
        """Those of 65 and more."""
        return sum(band.total for band in self.bands if band.age_from >= ELDERLY)

    @property
    def largest(self) -> int:
        """The people of the largest band: the longest bar."""
        return max(band.total for band in self.bands)

    @property
    def minors_percent(self) -> int:
        return round(100 * self.minors / self.total) if self.total else 0

    @property
    def elderly_percent(self) -> int:
        return round(100 * self.elderly / self.total) if self.total else 0


def latest_population(rows: Iterable[PopulationBand]) -> Population | None:
    """The newest count among `rows` of one comune; None where nothing has been counted."""
    counted = list(rows)
    if not counted:
        return None
    day = max(row.reference_date for row in counted)
    newest = (row for row in counted if row.reference_date == day)
    return Population(bands=tuple(sorted(newest, key=lambda row: row.age_from)), day=day)


def age_words(age_from: int, age_to: int | None) -> str:
    """An age band, in years, as people say it: “da 3 a 5”, “75 e più”."""
    if age_to is None:
        return _("%(age)s e più") % {"age": age_from}
    if age_from == age_to:
        return str(age_from)
    return _("da %(first)s a %(last)s") % {"first": age_from, "last": age_to}
