"""Monitoring reports: what the published numbers of a period say, drawn, approved by a second person, given to everybody."""
