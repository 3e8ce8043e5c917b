"""What the screens over several slices say."""
