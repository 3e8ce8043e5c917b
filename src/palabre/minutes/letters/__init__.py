"""Letters to the people whom minutes name."""
