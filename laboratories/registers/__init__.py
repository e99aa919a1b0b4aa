"""Registers: opened, marked, closed; what follows from them, absences and certificates."""
