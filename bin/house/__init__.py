"""The house: everything that must stand before the portal can answer.

Only the standard library, because it runs before anything is installed.
It must not import the portal: it starts it as separate processes.
"""
