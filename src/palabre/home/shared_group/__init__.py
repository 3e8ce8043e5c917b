"""A group as a shared link shows it."""
