"""Screens of links, one module each."""
