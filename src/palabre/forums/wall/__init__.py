"""The wall of a day: its lines as typed, its sheets, their places."""
