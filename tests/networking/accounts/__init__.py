"""Sign-up, sign-in, second factor, sessions."""
