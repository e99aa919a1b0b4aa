"""What people are asked to do in a meeting: given, ended, brought back while it is open, reminded."""
