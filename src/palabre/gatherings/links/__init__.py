"""Personal links to an opening, and the screens that they open."""
