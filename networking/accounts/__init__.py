"""Having an access: signing up, signing in, the second step, passwords, sessions, getting back in."""
