"""Pages opened by the link to a registration."""
