"""Pages of those who meet people at the desk."""
