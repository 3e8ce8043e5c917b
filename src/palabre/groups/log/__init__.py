"""A group's log and the weather of its project."""
