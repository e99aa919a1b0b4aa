"""Dates that people carry in their own calendar: the events, the file they are written in, the address it is read at."""
