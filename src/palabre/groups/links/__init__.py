"""Links that a group gives to several people."""
