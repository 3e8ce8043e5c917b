"""What an import would make, planned from what was read."""
