"""Comparing and merging of texts."""
