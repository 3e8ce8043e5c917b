"""Group, its members and roles, lines of inquiry, needs, actions, and merging: those who carry the questions."""
