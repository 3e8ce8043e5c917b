"""The tree of pages."""
