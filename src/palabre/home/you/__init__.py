"""The reader's own screens: her day, her roles, her data."""
