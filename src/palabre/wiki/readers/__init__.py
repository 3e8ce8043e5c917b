"""Who reads a page, is invited to it, watches it."""
