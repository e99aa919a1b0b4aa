"""What volunteers have shown or learned: written, verified, revoked; what is missing for which help; what expires."""
