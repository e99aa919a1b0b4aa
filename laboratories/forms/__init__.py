"""What people type about activities, and the sentence beside each field."""
