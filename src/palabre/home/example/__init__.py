"""The demonstration: an invented community."""
