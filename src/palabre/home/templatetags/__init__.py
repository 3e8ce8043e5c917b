"""Template tags of the screens over several slices."""
