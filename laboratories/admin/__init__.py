"""Activities in `/gestione/`."""
