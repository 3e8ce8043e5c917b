"""Who comes, came, answered, sent news."""
