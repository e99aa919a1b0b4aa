"""What the pages of the activities say: from rows to sentences, so that views and templates only place them."""
