"""Letters: printed together at night for each comune, posted by the desk, and what the post brings back.

`printing` does the night's work: `taking` claims whole people (so that one envelope holds all that is told to them),
`paper` draws, `filing` writes bytes, batch and notices in one transaction and undoes them; `posting` is what the desk
does with the paper, `standing` what it still has to do.
"""
