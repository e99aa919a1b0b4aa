"""Finding who covers a turn: one list, in one order, for the desk and for the search that begins before a hole."""
