"""Screens of polls, one module each."""
