"""Screens of groups, a module for each kind of gesture."""
