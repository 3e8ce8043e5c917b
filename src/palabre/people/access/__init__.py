"""Links and keys that open something for a person."""
