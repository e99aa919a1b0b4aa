"""The demonstration of one day and of another."""
