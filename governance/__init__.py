"""Bodies that meet, decide and keep their books: the Cabina di Regia and the association."""
