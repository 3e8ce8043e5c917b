"""Removal of a name, from rows, texts and history."""
