"""From rows to sentences: what the pages of volunteering say."""
