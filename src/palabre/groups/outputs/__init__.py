"""What a group intends and delivers."""
