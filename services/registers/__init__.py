"""The registers of schools and libraries, read from the files that their keepers publish."""
