"""Who does which turn: signing up, asking, answering, withdrawing, calling off; each refuses in words.

The database decides (migration 0003): these acts write, and turn what it refuses into sentences.
"""
