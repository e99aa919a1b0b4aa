"""Blocks that the catalogue draws on the pages of the ground."""
