"""Activities: laboratories, school support, training and events, with their rooms, sessions, bookings and registers.

It stands on `services` and `networking`, and must not know volunteers, mapping or governance.
"""
