"""The queue for places: offers in order, overtaking, and what we can honestly say to who waits."""
