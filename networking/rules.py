"""Answers about the territory from plain values: no query, no clock."""

from __future__ import annotations

from typing import Any

HALF_TURN, QUARTER_TURN = 180, 90


def is_outline(shape: Any) -> bool:
    """Whether `shape` is a GeoJSON Polygon or MultiPolygon: rings of positions, longitude first."""
    try:
        coordinates = shape["coordinates"]
        polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}[shape["type"]]
        corners = [corner for polygon in polygons for ring in polygon for corner in ring]
        return bool(corners) and all(
            abs(longitude) <= HALF_TURN and abs(latitude) <= QUARTER_TURN
            for longitude, latitude, *_height in corners
        )
    except (KeyError, TypeError, ValueError):
        return False
