"""The doors of the catalogue, by page."""
