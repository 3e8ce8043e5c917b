"""Template tags and filters: words, dates, the margin."""
