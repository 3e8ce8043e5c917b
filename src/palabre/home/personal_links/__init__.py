"""Pages that a personal link opens: one thing, for one person who is not signed in."""
