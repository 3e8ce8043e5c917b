"""A poll of dates: asked in words or on a grid, answered by link or by name, counted, closed into a meeting."""
