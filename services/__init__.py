"""The catalogue: organisations, services, places, opening hours, search.

It stands on `networking` and must not know laboratories, volunteers, mapping or governance.
"""
