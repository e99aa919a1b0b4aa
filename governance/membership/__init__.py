"""The members of an association: asking, admitting, leaving, paying, and the book that says so."""
