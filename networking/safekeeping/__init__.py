"""Copies of everything the portal holds: made, checked, put back, thrown away when old."""
