"""What a personal link opens: one group or one meeting, for one person who is not signed in."""
