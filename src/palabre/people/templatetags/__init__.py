"""What templates say of who reads."""
