"""The page of a group, from which everything about it is two clicks away: each part is read by a file of its own."""
