"""Who will want what, and what to offer next week."""
