"""What is told to people: written with the fact, sent once, by the channel each prefers.

`tell` and `tell_all` write a notice in the caller's transaction; what is of a child goes to who may book for them
(`tellings_for`); `withdraw` and `move` follow the fact; `drain` sends what is due by mail, SMS and in one's own pages
(`channels/`). Letters are printed by night (`letters`), calls are made at the desk (`calls`). The kinds and their words
are the apps' own: `notices.py` of each, named in NOTICE_KINDS.
"""

from .hearing import tellings_for, who_hears
from .kinds import Kind, Nature, Words
from .sending import drain
from .telling import Telling, tell, tell_all
from .withdrawing import move, withdraw

__all__ = [
    "Kind",
    "Nature",
    "Telling",
    "Words",
    "drain",
    "move",
    "tell",
    "tell_all",
    "tellings_for",
    "who_hears",
    "withdraw",
]
