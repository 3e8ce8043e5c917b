"""The site map of a space."""
