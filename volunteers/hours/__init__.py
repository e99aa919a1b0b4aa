"""Hours given: arriving, saying how long one stayed, confirming it, who could not come, sheets that say how many."""
