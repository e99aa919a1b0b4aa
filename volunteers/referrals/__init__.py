"""Showing somebody the way to a service: with their yes, and what came of it."""
