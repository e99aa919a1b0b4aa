"""Volunteers: who offers a hand, what they may do, where a hand is needed, and the register the law asks for.

It stands on `laboratories`, `services` and `networking`, and must not know mapping or governance.
"""
