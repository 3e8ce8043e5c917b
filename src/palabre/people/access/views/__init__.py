"""Screens of people, one module each."""
