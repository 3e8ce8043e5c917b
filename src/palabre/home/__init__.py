"""Screens over several slices: the community's front page, a question, a group as a whole."""
