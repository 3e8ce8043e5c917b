"""Plan of an import: the rows to make, from what was read."""
