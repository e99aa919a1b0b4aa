"""From rows to sentences."""
