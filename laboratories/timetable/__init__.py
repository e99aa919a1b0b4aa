"""When and where cycles meet: the dates, their moving and calling off, closures."""
