"""The minutes of a meeting: drafted, corrected, approved, signed, transcribed, published."""
