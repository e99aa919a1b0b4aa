"""Settings: base, and one file for each way of running the portal."""
