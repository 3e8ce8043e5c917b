"""Page (its body is a Note), Passage (the line a thing was read in), Resource (a link)."""
