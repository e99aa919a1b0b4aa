"""Ballots: opened under the rules and with the people of that moment, voted, closed and explained.

`rules` reckons and explains, with no table; `balloting` opens, closes and annuls; `casting` takes votes.
"""
