"""Charts drawn on the server: places and sizes from plain numbers, whole or already written, so that no language rewrites
them. The words are in the table that follows each of them (`templates/charts/`)."""

from .bars import Bars, Part, stacked

__all__ = ["Bars", "Part", "stacked"]
