"""The archive of a space that anybody may take away."""
