"""Forgetting somebody: every row, file and session that is theirs, and a proof that does not say whose."""
