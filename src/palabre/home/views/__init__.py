"""Screens over several slices, one module each."""
