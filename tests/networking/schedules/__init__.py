"""The regular works: when they are due, how they are told, how each is done once."""
