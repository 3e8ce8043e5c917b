"""Screens of roles, one module each."""
