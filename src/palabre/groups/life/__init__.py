"""A group sleeps, wakes, ends, and what is told of it."""
