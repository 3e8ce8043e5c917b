"""Screens of personal links, one module each."""
