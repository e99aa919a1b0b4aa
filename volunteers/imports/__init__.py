"""Who comes to which turn, and whom insurance covers, from a sheet: written all, or not at all and said row by row."""
