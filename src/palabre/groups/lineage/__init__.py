"""Groups merge, split, continue one another; merges are undone."""
