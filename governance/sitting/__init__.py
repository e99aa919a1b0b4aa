"""A sitting: who opens it, who comes and goes, who votes for whom, who steps aside on a point.

Every act takes its turn on the meeting; the database refuses the rest (migration `0003_presence_and_ballots`).
"""
