"""The shared note of a meeting."""
