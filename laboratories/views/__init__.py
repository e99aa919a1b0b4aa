"""Pages about activities, by who reads them."""
