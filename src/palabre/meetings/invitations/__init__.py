"""Call people to a meeting, hear what they answer, and tell those who were called of what changes."""
