"""What somebody typed, validated."""
