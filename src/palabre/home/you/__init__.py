"""The reader's own screens: day, roles, data."""
