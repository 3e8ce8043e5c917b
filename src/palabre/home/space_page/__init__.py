"""The front page of a space."""
