"""The ways by which a machine tells people: each gives a line, and the line sends one notice or says why not."""
