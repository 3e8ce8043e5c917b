"""Screens of cards, one module each."""
