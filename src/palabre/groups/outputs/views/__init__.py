"""Screens of outputs, one module each."""
