"""Giving somebody a copy of what the portal holds about them (art. 15 and 20 GDPR)."""
