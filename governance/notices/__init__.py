"""What is told to people, and when."""
