"""Asking for help: writing a turn, publishing, changing, moving and repeating it; and where turns come from by themselves."""
