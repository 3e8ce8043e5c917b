"""Screens of life, one module each."""
