"""The settings by subject; base.py puts them together."""
