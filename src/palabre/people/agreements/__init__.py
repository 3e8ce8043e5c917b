"""Decisions on a space that take two members."""
