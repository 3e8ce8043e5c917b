"""Screens of the pages of a space, a module for each."""
