"""Screens of agenda, one module each."""
