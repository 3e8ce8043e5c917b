"""Passages of a page: where they are, what they became."""
