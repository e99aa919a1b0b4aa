"""The doors: each translates and makes one call."""
