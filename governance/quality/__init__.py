"""Rules that look at the rows behind the numbers, and count those that are not as they should be."""
