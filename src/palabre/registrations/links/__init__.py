"""What opens by the link to a registration."""
