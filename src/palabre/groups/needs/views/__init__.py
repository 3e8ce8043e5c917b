"""Screens of needs, one module each."""
