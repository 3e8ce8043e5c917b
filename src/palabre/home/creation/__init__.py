"""A new space, a new question."""
