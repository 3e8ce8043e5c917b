"""What the server's log says, and how often."""
