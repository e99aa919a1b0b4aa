"""The tables of volunteering."""
