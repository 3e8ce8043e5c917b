"""Letters that wait to be sent by a member."""
