"""What the connected screens of a room are sent."""
